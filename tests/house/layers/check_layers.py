#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that the sources keep to the house: layers, heavy dependencies, file sizes, one meaning a name.

usage: check_layers.py REPOSITORY

Who may include whom is read from the assay_layer lines of the top-level CMakeLists.txt; nothing of it is
repeated here. The build enforces the same by include roots; this check also covers what a build does
not reach (programs, which may include everything, and headers that no source includes), and says which
line is wrong.
"""
import re
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

HOUSE = ("ir", "verifier", "rules", "loader", "session", "api", "cli", "host")
UNDIVIDED = ("session", "api", "cli")  # one layer each, whatever folders they have
PROGRAMS = ("cli", "host/main")  # no layers: what they link their CMakeLists.txt say
SOURCES = {".cpp", ".hpp", ".h", ".c", ".cc"}
MAX_LINES = 600
# Tables are exempt from the length limit: rows, not logic.
TABLE = re.compile(r"(\.def|(^|[/_])tables?\.[ch]pp)$")

# A heavy dependency lives in one folder (session reads events, cli renders JSON).
HEAVY = (
    (re.compile(r"llvm(-c)?/"), ("rules/c",)),
    (re.compile(r"clang(-c)?/"), ("rules/c",)),
    (re.compile(r"z3"), ("verifier/smt",)),
    (re.compile(r"CLI/"), PROGRAMS),
    (re.compile(r"nlohmann/"), ("verifier/report", "session", "cli", "loader/document", "ir/event", "host/daemon")),
    (re.compile(r"yaml-cpp/"), ("rules/sigma",)),
    (re.compile(r"sodium"), ("ir/digest", "loader/sign")),
    (re.compile(r"bpf/"), ("loader/kernel",)),
)

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
NAMESPACE = re.compile(r"^namespace (?:([\w:]+) )?\{|^\}  // namespace(?: ([\w:]+))?$")
TYPE = re.compile(r"^(?:template .*)?(?:struct|class|enum class) (?:\[\[\w+\]\] )?(\w+)\b[^;]*\{")
LAYER = re.compile(r"^\s*assay_layer\(\s*([^)]*)\)", re.MULTILINE)
KEYWORDS = ("APART", "DEPENDS", "LIBS", "PRIVATE_LIBS")


class Include(NamedTuple):
    file: str  # path inside the repository
    line: int  # from 1
    target: str
    quoted: bool


def declared_layers(cmake: str) -> dict[str, list[str]]:
    """Folder -> the folders after DEPENDS, from the text of CMakeLists.txt."""
    layers = {}
    for call in LAYER.findall(re.sub(r"#.*", "", cmake)):
        folder, *words = call.split()
        depends, keyword = [], None
        for word in words:
            if word in KEYWORDS:
                keyword = word
            elif keyword == "DEPENDS":
                depends.append(word)
        layers[folder] = depends
    return layers


def reachable(layers: dict[str, list[str]], folder: str) -> set[str]:
    """What `folder` may include: itself and all that it depends on, directly or not."""
    seen, todo = set(), [folder]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo.extend(layers.get(current, ()))
    return seen


def folder_of(path: str) -> str:
    """The layer that a path inside the repository lies in: "ir/isa", or "cli" for all of cli."""
    parts = path.split("/")
    return parts[0] if parts[0] in UNDIVIDED else "/".join(parts[:2])


def house_files(root: Path) -> Iterator[tuple[str, list[str]]]:
    for top in HOUSE:
        for path in sorted((root / top).rglob("*")):
            if path.is_file() and (path.suffix in SOURCES or path.suffix == ".def"):
                yield path.relative_to(root).as_posix(), path.read_text().splitlines()


def includes(file: str, lines: list[str]) -> Iterator[Include]:
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if match:
            yield Include(file, number, match[2], match[1] == '"')


def cycles(layers: dict[str, list[str]]) -> list[str]:
    return [
        f"CMakeLists.txt: {folder} depends on itself"
        for folder, depends in layers.items()
        if any(folder in reachable(layers, other) for other in depends)
    ]


def unknown_dependencies(layers: dict[str, list[str]]) -> list[str]:
    return [
        f"CMakeLists.txt: {folder} depends on {other}, which is no layer"
        for folder, depends in layers.items()
        for other in depends
        if other not in layers
    ]


def house_include_problem(root: Path, layers: dict[str, list[str]], include: Include) -> str | None:
    """What is wrong with a quoted include of a file of the house, or None."""
    if not (root / include.target).is_file():
        return f'"{include.target}" is not a path from the repository\'s root'
    here, there = folder_of(include.file), folder_of(include.target)
    if here in PROGRAMS or there in reachable(layers, here):
        return None
    return f"{here} may not include {there}"


def heavy_include_problem(include: Include) -> str | None:
    """What is wrong with including a library's header here, or None."""
    here = folder_of(include.file)
    for pattern, homes in HEAVY:
        if pattern.match(include.target) and here not in homes:
            return f"<{include.target}> belongs to {' and '.join(homes)} only"
    return None


def types(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Types that other files can see, with their namespace, and the lines where they are defined."""
    spaces: list[str] = []
    for number, line in enumerate(lines, 1):
        if space := NAMESPACE.match(line):
            if line.startswith("}"):
                spaces = spaces[:-1]
            else:
                spaces.append(space[1] or "")
        elif (defined := TYPE.match(line)) and all(spaces):
            yield "::".join([*spaces, defined[1]]), number


def second_meanings(root: Path) -> list[str]:
    """Two types of one name in one program are one to the linker, which keeps one's functions for both."""
    problems, homes = [], {}
    for file, lines in house_files(root):
        for name, line in types(lines):
            if name in homes:
                problems.append(f"{file}:{line}: {name} is also a type of {homes[name]}")
            homes.setdefault(name, file)
    return problems


def check(root: Path) -> list[str]:
    """Every breach, as "file:line: what"."""
    layers = declared_layers((root / "CMakeLists.txt").read_text())
    problems = cycles(layers) + unknown_dependencies(layers) + second_meanings(root)
    for file, lines in house_files(root):
        folder = folder_of(file)
        if folder not in PROGRAMS and folder not in layers:
            problems.append(f"{file}:1: {folder} has no assay_layer line in CMakeLists.txt")
            continue
        if len(lines) > MAX_LINES and not TABLE.search(file):
            problems.append(f"{file}:{MAX_LINES + 1}: more than {MAX_LINES} lines; split it")
        for include in includes(file, lines):
            wrong = heavy_include_problem(include)
            if wrong is None and include.quoted:
                wrong = house_include_problem(root, layers, include)
            if wrong:
                problems.append(f"{file}:{include.line}: {wrong}")
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
