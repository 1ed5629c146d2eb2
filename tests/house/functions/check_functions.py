#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that functions keep to the style: at most 80 lines, at most five parameters, no bool parameter.

usage: check_functions.py REPOSITORY [--write]

Universal Ctags tells the functions of the sources that Git knows of. What may stand in spite of a rule is in
allowed.txt beside this file, a line each: `RULE FILE NAME`, and after `#` the reason for one that is meant to
stay. A line that nothing needs any more is a breach, too, so that the list only shrinks; --write leaves those out.
A lambda is not held to the rule about bool: who calls it stands beside it.
"""
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

MAX_LINES = 80
MAX_PARAMETERS = 5
FOLDERS = ("ir", "verifier", "rules", "session", "loader", "api", "cli", "host", "tests", "examples", "samples")
SOURCES = (".cpp", ".hpp", ".h", ".c")
# Programs that are judged, not run: each shows one behaviour, and is as long as that takes.
EXEMPT = ("tests/data/", "tests/house/compile_fail/")

BOOL = re.compile(r"^(?:const )?bool(?: \w+)?(?: ?=.*)?$")
LAMBDA = re.compile(r"^__anon")
TEST_MACRO = re.compile(r"^TEST(_F|_P)?$")


class Breach(NamedTuple):
    rule: str  # "lines", "parameters" or "bool"
    file: str
    name: str
    line: int
    what: str

    @property
    def key(self) -> str:
        return f"{self.rule} {self.file} {self.name}"


def sources(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *FOLDERS],
                            cwd=root, check=True, capture_output=True, text=True).stdout.splitlines()
    return [f for f in listed if f.endswith(SOURCES) and not f.startswith(EXEMPT) and (root / f).is_file()]


def tags(root: Path, files: list[str]) -> Iterator[dict]:
    """Functions and their prototypes; of a function also where it ends."""
    told = subprocess.run(
        ["ctags-universal", "--language-force=C++", "--kinds-c++=fp", "--fields=+neS", "--output-format=json",
         "--quiet=yes", "-f", "-", "-L", "-"],
        cwd=root, input="\n".join(files), check=True, capture_output=True, text=True).stdout
    return map(json.loads, told.splitlines())


def parameters(signature: str) -> list[str]:
    """The parameters in "(int a, std::map<int, int> b) const"."""
    out, depth, current = [], 0, ""
    for c in signature:
        if c in "(<[{":
            depth += 1
        if depth == 1 and c in ",(":
            out.append("")
        elif depth > 0:
            out[-1] += c
        if c in ")>]}":
            depth -= 1
            if depth == 0:
                break
    out[-1] = out[-1][:-1]  # the closing parenthesis
    return [p.strip() for p in out if p.strip() not in ("", "void")]


def breaches_of(tag: dict) -> Iterator[Breach]:
    name, file, line = tag["name"], tag["path"], tag["line"]
    signature = tag.get("signature") or "()"
    if TEST_MACRO.match(name):  # TEST(Suite, Behaviour) { ... }
        name = ".".join(p for p in parameters(signature))
        signature = "()"
    named = parameters(signature)
    lines = tag.get("end", line) - line + 1
    if tag["kind"] == "function" and lines > MAX_LINES:
        yield Breach("lines", file, name, line, f"{name} has {lines} lines, more than {MAX_LINES}")
    if len(named) > MAX_PARAMETERS:
        yield Breach("parameters", file, name, line,
                     f"{name} has {len(named)} parameters, more than {MAX_PARAMETERS}")
    if not LAMBDA.match(name) and any(BOOL.match(p) for p in named):
        yield Breach("bool", file, name, line, f"{name} has a bool parameter; an enumeration says what is meant")


def breaches(root: Path) -> list[Breach]:
    return [breach for tag in tags(root, sources(root)) for breach in breaches_of(tag)]


def allowed(text: str) -> list[str]:
    """The keys in the text of the list."""
    keys = (line.split("#")[0].strip() for line in text.splitlines())
    return [key for key in keys if key]


def check(found: list[Breach], keys: list[str]) -> list[str]:
    """Breaches that the list does not allow, and lines of the list that no breach needs."""
    present = {breach.key for breach in found}
    return [*(f"{b.file}:{b.line}: {b.what}" for b in found if b.key not in keys),
            *(f"tests/house/functions/allowed.txt: `{key}` is needed no more; take it out" for key in keys if key not in present)]


def main(argv: list[str]) -> int:
    if len(argv) not in (2, 3) or argv[2:] not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(argv[1])
    place = root / "tests/house/functions/allowed.txt"
    found = breaches(root)
    if argv[2:]:
        present = {breach.key for breach in found}
        kept = [line for line in place.read_text().splitlines(keepends=True)
                if not allowed(line) or allowed(line)[0] in present]
        place.write_text("".join(kept))
    problems = check(found, allowed(place.read_text()))
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
