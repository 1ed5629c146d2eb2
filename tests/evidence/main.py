#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs all the evidence that Assay does not lie within a time, and prints one table (docs/soundness.md).

usage: main.py --root REPOSITORY --build BUILD_TREE --fuzz-build BUILD_TREE [--seconds N] [--seed S] [--jobs J]
               [--only PART]... [--list]

Each part gets a share of the seconds; what does not fit into them is named with the seconds that it needs.
The output of each part is kept in BUILD_TREE/evidence. --list prints the parts that would run. Exit status: 0
nothing was found against Assay, 1 something was, or a part did not come to its end; 2 bad usage.
"""
import argparse
import subprocess
import sys
import time
from pathlib import Path

import parts


def run(part, seconds, place, logs):
    """The row of one part, and whether it found nothing."""
    log = logs / f"{part.name}.log"
    with log.open("wb") as out:
        status = subprocess.run(part.command(place, seconds), stdout=out, stderr=subprocess.STDOUT).returncode
    row = part.parse(log.read_text(errors="replace"))
    if row is None:
        return parts.Row(f"did not come to its end (exit status {status}), see {log}", "UNKNOWN"), False
    if status in part.statuses:
        return row, True
    return parts.Row(f"{row.done}; see {log}", f"{row.found}: AGAINST"), False


def arguments(words):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--fuzz-build", type=Path, required=True)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", action="append", choices=[part.name for part in parts.PARTS])
    parser.add_argument("--list", action="store_true")
    return parser.parse_args(words)


def main(words):
    options = arguments(words)
    place = parts.Place(str(options.root.resolve()), str(options.build.resolve()), str(options.fuzz_build.resolve()),
                        options.jobs, options.seed)
    chosen = [(part, seconds) for part, seconds in parts.parts_for(options.seconds)
              if not options.only or part.name in options.only]
    if options.list:
        print("\n".join(part.name for part, seconds in chosen if seconds is not None))
        return 0
    logs = options.build / "evidence"
    logs.mkdir(parents=True, exist_ok=True)
    (options.build / "breaches").mkdir(exist_ok=True)
    rows, good = [], True
    for part, seconds in chosen:
        if seconds is None:
            rows.append((part.name, parts.Row(f"not run: needs --seconds {part.least}", "")))
            continue
        begun = time.monotonic()
        print(f"== {part.name}", flush=True)
        row, clean = run(part, seconds, place, logs)
        print(f"   {row.done}; {row.found} ({time.monotonic() - begun:.0f} s)", flush=True)
        rows.append((part.name, row))
        good = good and clean
    print(f"\nseed {options.seed}, {options.seconds} s")
    width = max(len(row.done) for _, row in rows)
    for name, row in rows:
        print(f"{name:<12} {row.done:<{width}}  {row.found}".rstrip())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
