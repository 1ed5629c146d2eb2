#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that no rule is chosen by a name: a platform's, a helper's, a map kind's or a region's.

usage: check_names.py REPOSITORY

What holds for programs is a fact of a contract (ir/contract/schema.hpp), so that a contract that is read
from bytes has it, whatever its parts are called. A comparison with a name in quotation marks, or with an
enumerator of Platform, is a rule that no contract says. Those that are none are listed here with the
reason, and one that is listed and gone is a fault as well.
"""
import re
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

FOLDERS = ("ir/contract", "ir/interpreter", "ir/program", "rules/c", "verifier")

NAMED = re.compile(
    r'\b[Nn]ame(\(\))?\s*[!=]=\s*"|"\s*[!=]=\s*[\w.>()-]*\b[Nn]ame\b'
    r'|\b(get)?[Nn]ame(\(\))?\.(starts|ends)_with\("|\bPlatform::(Linux|Windows|Generic)\b')


class Allowed(NamedTuple):
    file: str
    line: str  # a part of it
    why: str


CHOOSES = "a contract is chosen, and sections are each platform's own"
CLANG = "a name of the C compiler's or of an object file's section"
ALLOWED = (
    Allowed("ir/contract/catalogue.hpp", "platform = Platform::Generic;", "a default"),
    Allowed("ir/contract/contract.hpp", "platform = Platform::Generic;", "a default"),
    Allowed("ir/contract/choose.cpp", "Platform::", CHOOSES),
    Allowed("ir/contract/choose_by_section.cpp", "Platform::", CHOOSES),
    Allowed("ir/contract/linux_lsm_contracts.cpp", '"security_"', CHOOSES),
    Allowed("ir/contract/enumerators.hpp", "Enumerator{Platform::", "one row a platform: its word"),
    Allowed("ir/contract/platforms.hpp", "PlatformRow{Platform::", "one row a platform: how C spells it"),
    Allowed("ir/contract/header_flags.cpp", "case Platform::", "numbers that headers name, for people"),
    Allowed("ir/contract/validate.cpp", "const bool generic =", "a contract's name begins with its platform"),
    Allowed("ir/program/special_field.cpp", '"bpf_"', "fields of the kernel's BTF are found by their names"),
    Allowed("rules/c/header/hooks.cpp", "{Platform::Linux, Platform::Windows}", "a hook's name says its platform"),
    Allowed("rules/c/header/reading.hpp", "platform = Platform::Generic;", "a default"),
    Allowed("rules/c/subset/survey.cpp", "{Platform::Linux, Platform::Windows}", "an object's mark says its platform"),
    Allowed("rules/c/subset/calls.cpp", '"llvm.bpf.load', CLANG),
    Allowed("rules/c/subset/calls.cpp", '"bpf_"', "in words for people"),
    Allowed("rules/c/subset/globals.cpp", '".data"', CLANG),
    Allowed("rules/c/subset/globals.cpp", '".bss"', CLANG),
    Allowed("rules/c/subset/hooks.cpp", '"."', CLANG),
    Allowed("rules/c/subset/stack.cpp", '"alloca"', CLANG),
    Allowed("verifier/explain/kernel_function.cpp", "Platform::Linux", "words for people"),
    Allowed("verifier/explain/kernel_function.cpp", '"bpf_iter_num_"', "words for people"),
    Allowed("verifier/explain/argument_words.cpp", '"spin_"', "words for people"),
    Allowed("verifier/report/assumptions.cpp", "Platform::Windows", "what an acceptance says, for people"),
)


def comparisons(root: Path) -> Iterator[tuple[str, int, str]]:
    """File, line from 1, and text of each line that compares with a name."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            for number, line in enumerate(path.read_text().splitlines(), 1):
                if NAMED.search(line.split("//")[0]):
                    yield path.relative_to(root).as_posix(), number, line


def problems(root: Path, allowed: tuple[Allowed, ...] = ALLOWED) -> list[str]:
    found, met = [], set()
    for file, number, line in comparisons(root):
        reasons = [one for one in allowed if one.file == file and one.line in line]
        met.update(reasons)
        if not reasons:
            found.append(f"{file}:{number}: a rule by name, which belongs into the contract: {line.strip()}")
    found += [f"{one.file}: allows a comparison that is gone: {one.line}" for one in allowed if one not in met]
    return found


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__.strip().splitlines()[2], file=sys.stderr)
        return 2
    found = problems(Path(sys.argv[1]))
    print("\n".join(found) or "no rule is chosen by a name")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
