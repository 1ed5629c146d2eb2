#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count the instructions that judging a fixed set of programs takes, and compare with what was recorded.

usage: instructions.py ASSAY OBJECTS RECORD COMPILER [--write]

RECORD begins with the compiler that it was made with, and has a row a program: its object below OBJECTS, each with
one program, and the instructions inside verify(), as callgrind counts them. So a busy machine changes nothing.
Exit status 1 when a program takes 2 % more than recorded; what takes 2 % less is told, so that the record is made
anew (--write, which `./dev bless` calls). 77 (skipped) where the compiler is another, or valgrind is not there.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VERIFY = "assay::verify(assay::Program const&, assay::Contract const&, assay::VerifyOptions const&)"
SLACK = 0.02
SKIPPED = 77


def read(record: Path) -> tuple[str, dict[str, int]]:
    """The compiler, and the instructions by object."""
    compiler, *rows = record.read_text().splitlines()
    return compiler, {name: int(count) for name, count in (row.split(",") for row in rows)}


def count(assay: Path, objects: Path, names: list[str]) -> dict[str, int]:
    """All objects in one process, which judges them in this order; a dump after each."""
    with tempfile.TemporaryDirectory() as place:
        dumps = Path(place) / "dump"
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={dumps}",
                               f"--toggle-collect={VERIFY}", f"--dump-after={VERIFY}", str(assay), "verify", "--quiet",
                               "--jobs", "1", *(str(objects / name) for name in names)],
                              check=False, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"exit status {done.returncode}: {done.stderr}")
        counts = [int(re.search(r"^totals: (\d+)", Path(f"{dumps}.{n}").read_text(), re.MULTILINE)[1])
                  for n in range(1, len(list(Path(place).iterdir())))]
    if len(counts) != len(names):
        raise SystemExit(f"{len(names)} objects, and {len(counts)} programs were judged")
    return dict(zip(names, counts))


def compare(recorded: dict[str, int], counted: dict[str, int]) -> tuple[list[str], list[str]]:
    """What takes more than it may, and what takes less than is recorded, in words."""
    more, less = [], []
    for name, before in recorded.items():
        change = counted[name] / before - 1
        words = f"{name}: {before:,} instructions recorded, {counted[name]:,} now ({change:+.1%})"
        if change > SLACK:
            more.append(words)
        elif change < -SLACK:
            less.append(words)
    return more, less


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("assay", type=Path)
    parser.add_argument("objects", type=Path)
    parser.add_argument("record", type=Path)
    parser.add_argument("compiler")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    compiler, recorded = read(options.record)
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: nothing is counted")
        return SKIPPED
    if compiler != options.compiler and not options.write:
        print(f"recorded with {compiler}, built with {options.compiler}: the counts are not comparable")
        return SKIPPED
    counted = count(options.assay, options.objects, list(recorded))
    if options.write:
        options.record.write_text("\n".join([options.compiler, *(f"{n},{c}" for n, c in counted.items()), ""]))
        return 0
    more, less = compare(recorded, counted)
    for words in more:
        print(f"MORE {words}")
    for words in less:
        print(f"less {words}")
    if less:
        print("record the lower counts: ./dev bless")
    print(f"{len(recorded)} programs: {sum(recorded.values()):,} instructions recorded, {sum(counted.values()):,} now")
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
