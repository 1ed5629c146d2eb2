#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How large the certificates of sealed packages are, against the instructions that they are about.

usage: certificates.py PACKAGE... [--smallest BYTES]
       certificates.py --seal ASSAY FILE... [--smallest BYTES]

Prints the table of docs/package.md ("How large certificates are"): bytes of certificates (every way of execution by
itself) to bytes of instructions, in sum, in the median and at the 99th percentile, over programs of at least --smallest
bytes of instructions (512: 64 of them); programs with loops in a row of their own. Then what checking takes of memory.
With --seal the files are sealed first, each by itself; those that are not sealable are counted.
"""
import argparse
import struct
import subprocess
import sys
import tempfile
from pathlib import Path


class Reader:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def fixed(self, form):
        (value,) = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(form)
        return value

    def word(self):
        return self.bytes(self.fixed("B"))

    def bytes(self, size):
        self.at += size
        return self.data[self.at - size:self.at]

    def number(self):
        value = shift = 0
        while True:
            byte = self.fixed("B")
            value |= (byte & 0x7f) << shift
            shift += 7
            if byte < 0x80:
                return value


def programs(data):
    """Yields the name, the instructions and the certificates of each program of a package (docs/package.md)."""
    r = Reader(data, 52)
    maps, count = r.fixed("I"), r.fixed("I")
    r.word(), r.fixed("Q"), r.word(), r.word(), r.fixed("Q")
    r.bytes(32 if r.fixed("B") else 0)
    for _ in range(maps):
        r.word()
        value = [r.fixed("I") for _ in range(6)][2]
        contents = (r.fixed("B"), r.fixed("B"))[1]
        for _ in range(2):
            r.bytes(8 * r.fixed("I"))
        r.bytes(value if contents in (1, 3) else 0)
    for _ in range(count):
        name = r.word().decode()
        r.word(), r.word(), r.word(), r.bytes(64 + 12)
        r.bytes(4 * r.fixed("I"))
        code = r.bytes(8 * r.fixed("I"))
        ways = {r.fixed("I") for _ in range(r.fixed("I"))}
        yield name, code, [r.bytes(r.fixed("I")) for _ in ways]


def has_loops(certificate):
    """Whether its head lists groups of states (ir/wire/certificate.hpp)."""
    r = Reader(certificate, 1)
    for _ in range(6):
        r.number()
    for _ in range(r.number()):
        r.number()
    return r.number() > 0


def at_percentile(values, percent):
    values = sorted(values)
    return values[min(len(values) - 1, len(values) * percent // 100)]


def print_row(what, rows):
    if not rows:
        return
    code, proof = sum(row[0] for row in rows), sum(row[1] for row in rows)
    ratios = [100 * row[1] / row[0] for row in rows]
    print(f"| {what} | {len(rows)} | {100 * proof / code:.0f} % | {at_percentile(ratios, 50):.0f} % | "
          f"{at_percentile(ratios, 99):.0f} % |")


def seal(assay, files, folder):
    sealed = []
    for number, file in enumerate(files):
        package = folder / f"{number}.pkg"
        done = subprocess.run([assay, "seal", file, "-o", package], check=False, capture_output=True)
        sealed += [package] if done.returncode == 0 else []
    print(f"{len(sealed)} of {len(files)} files sealed")
    return sealed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seal", type=Path)
    parser.add_argument("--smallest", type=int, default=512)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = seal(options.seal, options.files, Path(folder)) if options.seal else options.files
        packages = [file.read_bytes() for file in files]
    if not packages:
        sys.exit("no package")
    rows = [(len(code), len(certificate), has_loops(certificate))
            for data in packages for _, code, certificates in programs(data) for certificate in certificates
            if len(code) >= options.smallest]
    print("| Programs | certificates | in sum | median | 99th percentile |\n|---|---|---|---|---|")
    print_row("all", rows)
    print_row("with loops", [row for row in rows if row[2]])
    arenas = [struct.unpack_from("<Q", data, 40)[0] for data in packages]
    print(f"memory of a check: {at_percentile(arenas, 50)} bytes in the median, {at_percentile(arenas, 99)} at the "
          f"99th percentile, {max(arenas)} at most")


if __name__ == "__main__":
    main()
