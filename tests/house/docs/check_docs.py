#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that the documents are true: their commands run, their links lead somewhere, the map is the house,
the tables of known attacks name their tests, and the tests that they name exist.

usage: check_docs.py commands REPOSITORY BUILD_TREE [--bless]
       check_docs.py links REPOSITORY
       check_docs.py map REPOSITORY
       check_docs.py attacks REPOSITORY
       check_docs.py tests REPOSITORY

commands: every `sh` block under a `<!-- tested -->` line, in README.md and docs/, runs line by line as
seen from the repository, with `build` standing for BUILD_TREE. A line's exit status is 0, or N after
`# exit status N`. A block under a line `<!-- file: NAME -->` is what the file NAME holds from there on; one
under `<!-- change: NAME -->` has lines `-old` and `+new`, and changes that line of it. A `text` block under a `<!-- output -->` line is what the block before it prints;
times are not compared, and --bless writes it anew.

attacks: the tables of docs/attacks.md and the programs of tests/data/verify/attacks are the same, each
row's code is the one its program's header expects, and a program called safe is expected to be accepted.

tests: what a document calls `Suite.Name` is a test of that name in tests/unit.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "layers"))
import check_layers  # noqa: E402

BLOCK = re.compile(
    r"^<!-- tested -->\n```sh\n(?P<commands>.*?)^```\n"
    r"(?:\n<!-- output -->\n```text\n(?P<output>.*?)^```\n)?"
    r"|^<!-- (?P<act>file|change): (?P<name>\S+) -->\n```\w*\n(?P<text>.*?)^```\n",
    re.MULTILINE | re.DOTALL,
)
STATUS = re.compile(r"#\s*exit status (\d+)\s*$")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
MAP_ROW = re.compile(r"^\| \[((?!cli\])[a-z]+(?:/[a-z]+)?)\]\([^)]*\) \|[^|]*\| ([^|]*) \|$", re.MULTILINE)
ATTACKS = "tests/data/verify/attacks"
ATTACK_ROW = re.compile(
    rf"^\|.*\| \[(\w+)\]\(\.\./{ATTACKS}/(\w+)\.asm\) "
    rf"\| (?:\[safe\]\(\.\./{ATTACKS}/(\w+)\.asm\)|-) "
    r"\| (?:\[(A\d{3})\]\(explain/(A\d{3})\.md\)|accepted) \|$", re.MULTILINE)
VERDICT = re.compile(r"^// (?:expect: (accept)|code: (A\d{3}))$", re.MULTILINE)
NAMED_TEST = re.compile(r"`([A-Z]\w+)\.([A-Z]\w+)`")
TEST = re.compile(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)", re.MULTILINE)
SECONDS = re.compile(r"\d+\.\d+ s\b")


def documents(root: Path) -> list[Path]:
    return [root / "README.md", root / "CHANGELOG.md", *sorted((root / "docs").rglob("*.md"))]


def as_a_newcomer_sees_it(root: Path, build: Path, place: Path) -> None:
    """Fills `place` with links to the repository's entries, and `build` to the build tree."""
    for entry in root.iterdir():
        if not entry.name.startswith("build"):
            (place / entry.name).symlink_to(entry)
    (place / "build").symlink_to(build)


def run_block(commands: str, place: Path) -> tuple[str, list[str]]:
    """What the block printed, and which of its lines ended otherwise than they should."""
    printed, problems = "", []
    for line in commands.splitlines():
        wanted = STATUS.search(line)
        run = subprocess.run(["bash", "-c", line], cwd=place, text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        printed += run.stdout
        if run.returncode != int(wanted[1] if wanted else 0):
            problems.append(f"`{line}` ended with {run.returncode}:\n{run.stdout}")
    return printed, problems


def write_file(block: re.Match, place: Path) -> list[str]:
    """Makes a file of the document, or changes lines of one; what was wrong with that."""
    path = place / block["name"]
    if path.is_symlink():
        return [f"{block['name']} is a file of the repository"]
    if block["act"] == "file":
        path.write_text(block["text"])
        return []
    old = "".join(line[1:] for line in block["text"].splitlines(True) if line.startswith("-"))
    new = "".join(line[1:] for line in block["text"].splitlines(True) if line.startswith("+"))
    text = path.read_text() if path.exists() else ""
    if text.count(old) != 1:
        return [f"{block['name']} has not once:\n{old}"]
    path.write_text(text.replace(old, new))
    return []


def check_document(text: str, place: Path) -> tuple[str, int, list[str]]:
    """The text with its outputs brought up to date, the number of its blocks, and what was wrong."""
    problems, blocks = [], 0

    def visit(block: re.Match) -> str:
        nonlocal blocks
        if block["act"]:
            problems.extend(write_file(block, place))
            return block[0]
        blocks += 1
        printed, wrong = run_block(block["commands"], place)
        problems.extend(wrong)
        if block["output"] is None:
            return block[0]
        if SECONDS.sub("", printed) == SECONDS.sub("", block["output"]):
            return block[0]
        problems.append(f"the output shown is not what is printed:\n{printed}")
        head = block[0][: block.start("output") - block.start()]
        return head + printed + "```\n"

    return BLOCK.sub(visit, text), blocks, problems


def check_commands(root: Path, build: Path, bless: bool) -> list[str]:
    problems, blocks = [], 0
    with tempfile.TemporaryDirectory() as folder:
        as_a_newcomer_sees_it(root, build, Path(folder))
        for document in documents(root):
            text = document.read_text()
            new, found, wrong = check_document(text, Path(folder))
            blocks += found
            problems += [f"{document.relative_to(root)}: {what}" for what in wrong]
            if bless and new != text:
                document.write_text(new)
    return problems if blocks else ["no document has a tested block"]


def check_links(root: Path) -> list[str]:
    return [
        f"{document.relative_to(root)}: {target} does not exist"
        for document in documents(root)
        for target in LINK.findall(document.read_text())
        if not (document.parent / target).exists()
    ]


def check_map(root: Path) -> list[str]:
    """The table of docs/map.md against the assay_layer lines."""
    layers = check_layers.declared_layers((root / "CMakeLists.txt").read_text())
    rows = {
        folder: [] if names == "-" else [name.strip() for name in names.split(",")]
        for folder, names in MAP_ROW.findall((root / "docs/map.md").read_text())
    }
    return [
        f"docs/map.md: {folder} includes {layers.get(folder)}, the map says {rows.get(folder)}"
        for folder in sorted(layers.keys() | rows.keys())
        if layers.get(folder) != rows.get(folder)
    ]


def attack_rows(text: str) -> tuple[dict[str, str], list[str]]:
    """What the tables say of each program (a code, or "accept"), and what is wrong with the rows."""
    told, problems = {}, []
    for name, linked, safe, code, page in ATTACK_ROW.findall(text):
        if name != linked or code != page or safe not in ("", f"{name}_safe"):
            problems.append(f"docs/attacks.md: the row of {name} links to something else")
        told |= {linked: code or "accept"} | ({safe: "accept"} if safe else {})
    return told, problems


def check_attacks(root: Path) -> list[str]:
    """The tables of docs/attacks.md against the folder of attacks."""
    told, problems = attack_rows((root / "docs/attacks.md").read_text())
    headers = {source.stem: VERDICT.search(source.read_text())
               for source in (root / ATTACKS).glob("*.asm")}
    expected = {name: found[1] or found[2] for name, found in headers.items() if found}
    return problems + [
        f"{ATTACKS}/{name}: the header says {expected.get(name)}, docs/attacks.md says {told.get(name)}"
        for name in sorted(headers.keys() | told.keys())
        if expected.get(name) is None or expected.get(name) != told.get(name)
    ]


def check_tests(root: Path) -> list[str]:
    """The tests that documents name."""
    there = {test for source in (root / "tests/unit").rglob("*.cpp") for test in TEST.findall(source.read_text())}
    return [
        f"{document.relative_to(root)}: there is no test {suite}.{name}"
        for document in documents(root)
        if document.exists()
        for suite, name in sorted(set(NAMED_TEST.findall(document.read_text())) - there)
    ]


CHECKS = {"links": check_links, "map": check_map, "attacks": check_attacks, "tests": check_tests}


def main(argv: list[str]) -> int:
    if len(argv) < 3 or argv[1] not in ("commands", *CHECKS):
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(argv[2]).resolve()
    if argv[1] == "commands":
        problems = check_commands(root, Path(argv[3]).resolve(), "--bless" in argv[4:])
    else:
        problems = CHECKS[argv[1]](root)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
