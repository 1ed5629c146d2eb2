#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count how the instructions of a judgement grow with the size of a program, and write the table of it.

usage: exponents.py ASSAY_GROWTH PAGE [--small 1000] [--large 30000] [--beyond 60000] [--most 1.2]

Of each shape a small and a large program are judged under callgrind: what is counted is inside verify(), so that a
busy machine changes nothing. The exponent e is that of cost ~ size^e between the two. A program of the size
`beyond` is judged without callgrind, to see that no limit of the search is in its way. The table goes into PAGE,
between the lines TABLE and END. Exit status 1 when an exponent is above `most`, or a program is not accepted.
"""
import argparse
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from chart import measure
from instructions import VERIFY

TABLE, END = "<!-- exponents -->", "<!-- end -->"


def count(program: Path, shape: str, size: int) -> tuple[int, int]:
    """The size that the program came out with, and the instructions inside verify()."""
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "counts"
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                               f"--toggle-collect={VERIFY}", str(program), shape, str(size)],
                              check=False, capture_output=True, text=True)
        total = re.search(r"^(?:totals|summary): (\d+)", out.read_text(), re.MULTILINE)
    return int(done.stdout.split(",")[1]), int(total[1])


def exponent(small: tuple[int, int], large: tuple[int, int]) -> float:
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def row_of(options: argparse.Namespace, shape: str) -> tuple[str, bool]:
    """The row of the table, and whether it is as it should be."""
    small = count(options.program, shape, options.small)
    large = count(options.program, shape, options.large)
    grows = exponent(small, large)
    beyond = measure(options.program, shape, options.beyond)
    name = shape.replace("_", " ")
    row = (f"| {name} | {small[1] / 1e6:,.1f} | {large[1] / 1e6:,.1f} | {grows:.2f} | "
           f"{beyond['verdict']}, {beyond['seconds']:.1f} s, {beyond['mebibytes']:.0f} MiB |")
    return row, grows <= options.most and beyond["verdict"] == "accepted"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("page", type=Path)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--large", type=int, default=30000)
    parser.add_argument("--beyond", type=int, default=60000)
    parser.add_argument("--most", type=float, default=1.2)
    options = parser.parse_args()
    shapes = subprocess.run([str(options.program)], check=True, capture_output=True, text=True).stdout.split()
    rows, good = [], True
    for shape in shapes:
        row, fine = row_of(options, shape)
        print(row, flush=True)
        rows.append(row)
        good = good and fine
    table = [f"| Shape | {options.small:,}: millions | {options.large:,}: millions | exponent | {options.beyond:,} |",
             "|---|---|---|---|---|", *rows]
    before, _, rest = options.page.read_text().partition(TABLE + "\n")
    _, _, after = rest.partition(END)
    options.page.write_text("\n".join([before + TABLE, *table, END]) + after)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
