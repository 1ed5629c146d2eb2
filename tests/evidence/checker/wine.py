#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checker as a program of Windows: compiled by mingw-w64 and run under wine, it says what it says here.

usage: wine.py REPOSITORY FORGERIES [--compiler MINGW_G++] [--wine WINE]

FORGERIES is what `assay_forgeries --write` left: forgeries of each code, and packages as they were sealed. Exit status: 0
where each answer is that of the list, else 1.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rules_off import Builder, codes, forgeries_of

SECONDS = 240  # for all packages
MOST_TOLD = 10


def ask(wine, program, folder, packages, place):
    """number -> code. By way of a file: what wine leaves running would hold a pipe open."""
    lines = "".join(f"{number} {contract}\n" for number, contract in packages)
    # Its registry and drives, of which nothing stays.
    variables = {**os.environ, "WINEPREFIX": str(place / "wine"), "WINEDEBUG": "-all"}
    with open(place / "said", "w", encoding="ascii") as out:
        subprocess.run([wine, program, folder.resolve()], input=lines, text=True, stdout=out, stderr=subprocess.DEVNULL,
                       env=variables, timeout=SECONDS, check=False)
    words = (line.split() for line in (place / "said").read_text().splitlines())
    return {pair[0]: int(pair[1]) for pair in words if len(pair) == 2}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("forgeries", type=Path)
    parser.add_argument("--compiler", default="x86_64-w64-mingw32-g++-posix")
    parser.add_argument("--wine", default="wine")
    options = parser.parse_args()
    numbers, by_code = codes(options.repository), forgeries_of(options.forgeries)
    wanted = {number: code for code, packages in by_code.items() for number, _ in packages}
    with tempfile.TemporaryDirectory() as scratch:
        builder = Builder(options.repository.resolve(), options.compiler, Path(scratch), ["-static"])
        program = builder.link(builder.objects.values(), Path(scratch) / "checker.exe")
        every = [package for packages in by_code.values() for package in packages]
        said = ask(options.wine, program, options.forgeries, every, Path(scratch))
    wrong = [number for number, code in wanted.items() if said.get(number) != numbers[code]]
    for number in wrong[:MOST_TOLD]:
        print(f"{number}: {said.get(number)} under wine, {numbers[wanted[number]]} ({wanted[number]}) here")
    print(f"{len(said)} packages, {len(by_code['Ok'])} of them accepted; {len(wrong)} answered otherwise")
    return 1 if wrong or not by_code["Ok"] else 0


if __name__ == "__main__":
    sys.exit(main())
