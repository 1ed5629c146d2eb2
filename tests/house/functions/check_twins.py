#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that a function is defined in the twin of its header, where a reader looks for it.

usage: check_twins.py REPOSITORY

What x.hpp declares is defined in it, or beside it in x.cpp or x_*.cpp. A header of FAMILIES may list functions
that each have a source of their own. Universal Ctags tells what is declared and defined where.
"""
import sys
from collections import defaultdict
from pathlib import Path
from typing import Iterable

from check_functions import sources, tags

HOUSE = ("ir/", "verifier/", "rules/", "session/", "loader/", "api/", "cli/", "host/")
# Headers that list functions of one kind, with the kind.
FAMILIES = {
    "cli/commands.hpp": "a subcommand a source",
    "ir/contract/candidates.hpp": "one step of choosing, long enough for a source",
    "ir/contract/text_form.hpp": "the reader and the writer of one form",
    "ir/interpreter/helper_call.hpp": "the models of helpers, a family of helpers a source",
    "ir/interpreter/interpreter.hpp": "the face of the folder; the machine runs",
    "ir/object/dwarf/line_table.hpp": "the header of a line table, and the program behind it",
    "ir/object/map_table.hpp": "the places that maps are declared in, a place a source",
    "loader/checker/proof/transfer.hpp": "what instructions demand and do, a family of instructions a source",
    "loader/checker/proof_check.hpp": "the seam between package and proof",
    "rules/c/header/reading.hpp": "what a header declares, a kind a source",
    "rules/c/subset/rules.hpp": "the rules of the subset, a family a source",
    "verifier/explain/case.hpp": "the cases that have their own words, a case a source",
    "verifier/transfer/parts.hpp": "what instructions do, a family of instructions a source",
}


def key(tag: dict) -> tuple[str, int]:
    scope = tag.get("scope", "") if tag.get("scopeKind") in ("class", "struct") else ""
    return f"{scope.split('::')[-1]}::{tag['name']}", tag.get("signature", "").count(",")


def strays(found: Iterable[dict]) -> list[str]:
    """`header: name is defined in source` of all that are defined elsewhere."""
    declared, defined = defaultdict(set), defaultdict(set)
    for tag in found:
        if tag["kind"] == "prototype" and tag["path"].endswith(".hpp"):
            declared[key(tag)].add(tag["path"])
        if tag["kind"] == "function" and tag["path"].endswith(".cpp"):
            defined[key(tag)].add(tag["path"])
    return sorted(f"{header}: {name[0].removeprefix('::')} is defined in {source}"
                  for name, headers in declared.items() if name in defined
                  for header in headers - FAMILIES.keys() for source in defined[name]
                  if not any(is_twin(h, s) for h in headers for s in defined[name]))


def is_twin(header: str, source: str) -> bool:
    stem = header.removesuffix(".hpp")
    return source == f"{stem}.cpp" or source.startswith(f"{stem}_")


def main(argv: list[str]) -> int:
    if len(argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(argv[1])
    files = [f for f in sources(root) if f.startswith(HOUSE)]
    problems = strays(tags(root, files))
    problems += [f"check_twins.py: {header} is not there" for header in FAMILIES if not (root / header).exists()]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
