#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that the trusted folders make no text (ADR 29): whatever a person is told is made in verifier/explain.

usage: check_wordless.py REPOSITORY

Text may stand in an #include, in extern "C", and in the checks that tell a fault of Assay's own: static_assert,
ASSAY_CHECK, internal_fault.
"""
import re
import sys
from pathlib import Path
from typing import Iterator

TRUSTED = ("verifier/domain", "verifier/obligation", "verifier/transfer", "verifier/proof", "loader/checker")
SOURCES = {".cpp", ".hpp"}

LITERAL = r'"(?:\\.|[^"\\\n])*"'
CHARACTER = r"'(?:\\.|[^'\\\n])+'"
# A literal is matched whole, so that what looks like a comment in it is none. The ' of 1'000 begins no character.
TOKEN = re.compile(rf"//[^\n]*|/\*.*?\*/|{LITERAL}|(?<![0-9a-fA-F]){CHARACTER}", re.DOTALL)
CHECK = re.compile(r"\b(?:static_assert|ASSAY_CHECK|internal_fault)\s*\(")
INCLUDE = re.compile(r'^\s*#\s*include\s*"[^"\n]*"', re.MULTILINE)
LINKAGE = re.compile(r'\bextern\s+"C"')
MAKES_TEXT = (
    (re.compile(r'"'), "a string literal"),
    (re.compile(r"\bfmt\b"), "fmt"),
    (re.compile(r"\bstd::(?:w|u8|u16|u32)?(?:string|string_view|format|to_string|\w*stream)\b"), "text"),
    (re.compile(r"#\s*include\s*<(?:string|string_view|format|\w*stream|cstring|cstdio)>"), "a header of text"),
)


def blank(text: str) -> str:
    """As many lines and columns of nothing."""
    return re.sub(r"[^\n]", " ", text)


def without_comments(text: str) -> str:
    return TOKEN.sub(lambda match: blank(match[0]) if match[0].startswith("/") else match[0], text)


def end_of_call(text: str, begin: int) -> int:
    """Behind the parenthesis that closes the one before `begin`; parentheses in literals do not count."""
    depth, at = 1, begin
    while at < len(text) and depth > 0:
        if token := TOKEN.match(text, at):
            at = token.end()
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def without_checks(text: str) -> str:
    out, at = "", 0
    for check in CHECK.finditer(text):
        if check.start() < at:
            continue  # inside another
        end = end_of_call(text, check.end())
        out += text[at : check.start()] + blank(text[check.start() : end])
        at = end
    return out + text[at:]


def texts(text: str) -> Iterator[tuple[int, str]]:
    """The lines (from 1) of a source that make text, and what is there."""
    bare = without_checks(without_comments(text))
    bare = INCLUDE.sub(lambda match: blank(match[0]), bare)
    bare = LINKAGE.sub(lambda match: blank(match[0]), bare)
    for number, line in enumerate(bare.splitlines(), 1):
        for pattern, what in MAKES_TEXT:
            if pattern.search(line):
                yield number, what
                break


def check(root: Path) -> list[str]:
    """Every breach, as "file:line: what"."""
    problems = []
    for folder in TRUSTED:
        files = [path for path in sorted((root / folder).rglob("*")) if path.suffix in SOURCES]
        if not files:
            problems.append(f"{folder}: no source, where the trusted part should be")
        for path in files:
            for line, what in texts(path.read_text()):
                problems.append(f"{path.relative_to(root).as_posix()}:{line}: {what}, in a trusted folder")
    return problems


def main(argv: list[str]) -> int:
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    problems = check(Path(argv[1]))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
