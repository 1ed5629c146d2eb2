#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many machine instructions the checker takes for a unit of the work that a package announces.

usage: units.py ASSAY FILE... [--smallest UNITS] [--most INSTRUCTIONS]

Each file, an object or a package, is checked by itself under callgrind, which counts what runs inside
assay_check_package; objects are sealed first, and those that are not sealable are counted. Prints the instructions a
unit in sum over all, and the dearest of those of at least --smallest units (200 unless told).
Exit status: 1 one of these takes more than --most; 77 (skipped) valgrind is not there.
"""
import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CHECK = "assay_check_package"
SHOWN = 5
SKIPPED = 77


def units_in(told: str) -> int:
    """Of what `assay check` says."""
    return int(re.search(r"(\d+) units of work", told)[1])


def instructions_in(dump: str) -> int:
    return int(re.search(r"^(?:totals|summary): (\d+)", dump, re.MULTILINE)[1])


def sealed(assay: Path, file: Path, folder: Path) -> Path | None:
    if file.suffix != ".o":
        return file
    package = folder / "package"
    done = subprocess.run([assay, "seal", file, "-o", package], check=False, capture_output=True)
    return package if done.returncode == 0 else None


def cost_of(assay: Path, package: Path, folder: Path) -> tuple[int, int]:
    """Units of work, and machine instructions inside the checker."""
    dump = folder / "dump"
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={dump}", f"--toggle-collect={CHECK}",
                           assay, "check", package], check=True, capture_output=True, text=True)
    return units_in(done.stdout), instructions_in(dump.read_text())


def measure(options: argparse.Namespace) -> list[tuple[str, int, int]]:
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for file in options.files:
            package = sealed(options.assay, file, Path(place))
            if package is not None:
                rows.append((file.name, *cost_of(options.assay, package, Path(place))))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assay", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--smallest", type=int, default=200)
    parser.add_argument("--most", type=int)
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("skipped: there is no valgrind")
        return SKIPPED
    rows = measure(options)
    if not rows:
        sys.exit("no package")
    units, instructions = (sum(row[i] for row in rows) for i in (1, 2))
    print(f"{len(rows)} of {len(options.files)} files; {units:,} units, {instructions:,} instructions: "
          f"{instructions / units:,.0f} a unit in sum")
    dear = sorted((row for row in rows if row[1] >= options.smallest), key=lambda row: -row[2] / row[1])
    for name, its_units, its_instructions in dear[:SHOWN]:
        print(f"{its_instructions / its_units:8,.0f} a unit  {name} ({its_units:,} units)")
    worst = dear[0][2] / dear[0][1] if dear else 0
    return 1 if options.most is not None and worst > options.most else 0


if __name__ == "__main__":
    sys.exit(main())
