#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What every run of the program, and every host of the library, loads: only small libraries.

usage: needed_test.py FILE...

A library that others load, as libLLVM does, costs each run tens of milliseconds and megabytes before anything is
read (docs/adr/0031-objects-are-read-without-llvm.md). The C front end's module is loaded for C alone.
"""
import re
import subprocess
import sys

SMALL = ("libfmt", "libsodium", "libstdc++", "libgcc_s", "libc", "libm", "libdl", "libpthread", "ld-linux",
         "ld-linux-x86-64", "libc++", "libc++abi", "libunwind", "libasan", "libubsan")


def needed(path: str) -> list[str]:
    told = subprocess.run(["readelf", "--dynamic", path], check=True, capture_output=True, text=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.*)\]", told)


def main() -> int:
    files = sys.argv[1:]
    large = [f"{path} needs {name}" for path in files for name in needed(path) if name.split(".so")[0] not in SMALL]
    unread = [f"{path} needs nothing, which cannot be" for path in files if not needed(path)]
    print("\n".join(large + unread))
    return 1 if large or unread or not files else 0


if __name__ == "__main__":
    sys.exit(main())
