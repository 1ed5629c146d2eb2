#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure how time and memory of a proof grow with the size of a program, and draw both.

usage: chart.py ASSAY_GROWTH OUT.svg [--sizes 100,300,1000,3000,10000,30000] [--csv OUT.csv]

Each shape of each size runs in a process of its own, of which the seconds of the judgement and the most memory
are taken. Both axes are logarithmic. Exit status 1 when a program is not accepted.
"""
import argparse
import math
import os
import subprocess
import sys
from pathlib import Path

WIDTH, HEIGHT, LEFT, TOP = 560, 420, 70, 40
COLOURS = ["#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2"]


def measure(program: Path, shape: str, size: int) -> dict:
    """One program, judged in a process of its own."""
    child = subprocess.Popen([str(program), shape, str(size)], stdout=subprocess.PIPE, text=True)
    line = child.stdout.read()
    _, _, used = os.wait4(child.pid, 0)
    name, instructions, verdict, states, seconds = line.strip().split(",")
    return {"shape": name, "instructions": int(instructions), "verdict": verdict, "states": int(states),
            "seconds": float(seconds), "mebibytes": used.ru_maxrss / 1024}


class Panel:
    """A chart of one measure against size."""

    def __init__(self, left: int, title: str, rows: list[dict], key: str):
        self.left, self.title, self.rows, self.key = left, title, rows, key
        sizes = [row["instructions"] for row in rows]
        values = [max(row[key], 1e-4) for row in rows]
        self.across = math.floor(math.log10(min(sizes))), math.ceil(math.log10(max(sizes)))
        self.up = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def x(self, size: float) -> float:
        low, high = self.across
        return self.left + (math.log10(size) - low) / (high - low) * WIDTH

    def y(self, value: float) -> float:
        low, high = self.up
        return TOP + HEIGHT - (math.log10(max(value, 1e-4)) - low) / (high - low) * HEIGHT

    def draw(self, shapes: list[str]) -> list[str]:
        out = [f'<text x="{self.left}" y="{TOP - 14}" font-weight="bold">{self.title}</text>']
        for power in range(self.across[0], self.across[1] + 1):
            x = self.x(10 ** power)
            out.append(f'<path d="M{x:.1f} {TOP}V{TOP + HEIGHT}" stroke="#ddd"/>')
            out.append(f'<text x="{x:.1f}" y="{TOP + HEIGHT + 16}" text-anchor="middle">{10 ** power:,}</text>')
        for power in range(self.up[0], self.up[1] + 1):
            y = self.y(10 ** power)
            out.append(f'<path d="M{self.left} {y:.1f}h{WIDTH}" stroke="#ddd"/>')
            out.append(f'<text x="{self.left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0 ** power:g}</text>')
        for number, shape in enumerate(shapes):
            points = " ".join(f'{self.x(row["instructions"]):.1f},{self.y(row[self.key]):.1f}'
                              for row in self.rows if row["shape"] == shape)
            out.append(f'<polyline points="{points}" fill="none" {line_of(number)}/>')
        return out


def line_of(number: int) -> str:
    dashes = ' stroke-dasharray="6 3"' if number >= len(COLOURS) else ""
    return f'stroke="{COLOURS[number % len(COLOURS)]}" stroke-width="1.6"{dashes}'


def svg(rows: list[dict], shapes: list[str]) -> str:
    second = LEFT + WIDTH + 90
    keys = second + WIDTH + 20
    parts = Panel(LEFT, "seconds of the processor, by instructions", rows, "seconds").draw(shapes)
    parts += Panel(second, "MiB at most, by instructions", rows, "mebibytes").draw(shapes)
    for number, shape in enumerate(shapes):
        y = TOP + 12 + 20 * number
        parts.append(f'<path d="M{keys} {y}h30" {line_of(number)}/>')
        parts.append(f'<text x="{keys + 38}" y="{y + 4}">{shape.replace("_", " ")}</text>')
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{keys + 190}" height="{TOP + HEIGHT + 40}" '
            'font-family="sans-serif" font-size="12">')
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>", ""])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--sizes", default="100,300,1000,3000,10000,30000")
    parser.add_argument("--csv", type=Path)
    options = parser.parse_args()
    shapes = subprocess.run([str(options.program)], check=True, capture_output=True, text=True).stdout.split()
    sizes = [int(size) for size in options.sizes.split(",")]
    rows = [measure(options.program, shape, size) for shape in shapes for size in sizes]
    options.out.write_text(svg(rows, shapes))
    if options.csv:
        lines = [",".join(str(row[key]) for key in rows[0]) for row in rows]
        options.csv.write_text("\n".join([",".join(rows[0]), *lines, ""]))
    refused = [row for row in rows if row["verdict"] != "accepted"]
    for row in refused:
        print(f'{row["shape"]} of {row["instructions"]} instructions: {row["verdict"]}')
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
