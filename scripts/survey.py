#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judge objects that other projects' sources were compiled to, and count what came out, a row a project.

usage: survey.py ASSAY FOLDER [--csv FILE] [--btf FILE] [--slow SECONDS]

FOLDER has a folder for each project, with its objects (*.o) in it or below. Prints a table as Markdown
(docs/public-objects.md has one), how often each code is the first finding, and every program for which the
fault is Assay's own: one of class `internal`, one that the final pass did not confirm (A002), or an object
without a verdict. --csv keeps the programs as `assay verify --format csv` writes them; --btf verifies for that
kernel alone; --slow lists the programs that took longer. Exit status 0 when no fault is Assay's own, 1 otherwise,
2 for bad usage.
"""
import argparse
import csv
import io
import subprocess
import sys
from collections import Counter
from pathlib import Path


NOT_CONFIRMED = "A002"  # of the class `unproved`, and yet a fault of the search


def is_fault(program: dict[str, str]) -> bool:
    """Whether Assay is to blame, not the program."""
    return program["class"] == "internal" or program["code"] == NOT_CONFIRMED


def verify(assay: str, btf: Path | None, objects: list[Path]) -> list[dict[str, str]]:
    """The programs of the objects."""
    types = [] if btf is None else ["--btf", str(btf)]
    done = subprocess.run([assay, "verify", "--format", "csv", *types, *map(str, objects)], check=False,
                          capture_output=True, text=True)
    if done.returncode not in (0, 1, 2, 3):
        raise RuntimeError(f"exit status {done.returncode}: {done.stderr.strip()[-300:]}")
    return [row for row in csv.DictReader(io.StringIO(done.stdout)) if row["verdict"] != "note"]


def row_of(name: str, objects: list[Path], programs: list[dict[str, str]]) -> str:
    faults = sum(map(is_fault, programs))
    count = Counter((p["verdict"], p["class"]) for p in programs if not is_fault(p))
    figures = [len(objects), len(programs), count["accept", ""],
               *(count["reject", kind] for kind in ("unproved", "unsupported")),
               sum(n for (verdict, _), n in count.items() if verdict == "error"), faults]
    return " | ".join([f"| {name}", *map(str, figures)]) + " |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("assay")  # no Path: that of "./assay" is "assay", which is looked for in PATH
    parser.add_argument("folder", type=Path)
    parser.add_argument("--csv", type=Path)
    parser.add_argument("--btf", type=Path)
    parser.add_argument("--slow", type=float, default=1.0)
    options = parser.parse_args()
    everything, faults, rows, all_objects = [], [], [], []
    for project in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        objects = sorted(project.rglob("*.o"))
        if not objects:
            continue
        programs = verify(options.assay, options.btf, objects)
        judged = {program["file"] for program in programs}
        faults += [f"{path}: no verdict" for path in objects if str(path) not in judged]
        rows.append(row_of(project.name, objects, programs))
        everything += programs
        all_objects += objects
    print("| Project | Objects | Programs | Accepted | Unproved | Unsupported | Unusable input | Faults of Assay |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join([*rows, row_of("all", all_objects, everything)]))
    codes = Counter(program["code"] for program in everything if program["verdict"] != "accept")
    print("\nFirst finding: " + ", ".join(f"{code} {n}" for code, n in codes.most_common()))
    slow = sorted((p for p in everything if float(p["seconds"] or 0) > options.slow), key=lambda p: -float(p["seconds"]))
    for p in slow:
        print(f"{float(p['seconds']):.2f} s: {p['file']} {p['program']} {p['verdict']} {p['code']}")
    faults += [f"{p['file']} {p['section']} {p['program']}: {p['code']} at {p['source'] or p['line'] or '?'}"
               for p in everything if is_fault(p)]
    for fault in faults:
        print(f"FAULT OF ASSAY {fault}")
    if options.csv and everything:
        with options.csv.open("w", newline="") as file:
            writer = csv.DictWriter(file, everything[0].keys())
            writer.writeheader()
            writer.writerows(everything)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
