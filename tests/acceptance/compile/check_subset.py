#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each rule of the restricted subset finds what it is for, at its place, and nothing else.

usage: check_subset.py ASSAY FOLDER [PATTERN]

The first comments of each C source in FOLDER say what is found, one `expect: CODE at LINE:COLUMN` or
`warn: CODE at LINE:COLUMN` a line, in the order of the source, and `flags: ...` for options; a source without
any is clean. `assay compile` tells exactly these, with no object when one is expected, and exit status 1, or 2
where a code is of the input's (A1..); and `assay verify` reports the same errors. A line `fix: LINE:COLUMN-LINE:COLUMN TEXT` below an `expect` says that
this finding has that one edit as its repair; no other has any. With all of them made, what they repair is no
longer found, and nothing else is.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

EXPECTED = re.compile(r"^// (expect|warn): (A\d{3}) at (\d+):(\d+)$", re.M)
FIX = re.compile(r"^// expect: .*\n// fix: (\d+):(\d+)-(\d+):(\d+) (.*)$", re.M)
FLAGS = re.compile(r"^// flags: (.*)$", re.M)
TOLD = re.compile(r"^[^:\n]+:(\d+):(\d+): (error|warning): .* \[([^\]]+)\]$", re.M)


def run(assay, folder, *arguments):
    return subprocess.run([assay, *arguments], cwd=folder, text=True, check=False, capture_output=True,
                          timeout=60)


def compiled(assay, source, flags):
    """What `assay compile` tells, whether it left an object, its exit status and its text."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "out.o"
        done = run(assay, source.parent, "compile", *flags, "-o", made, source.name)
        told = [(severity, code, int(line), int(column))
                for line, column, severity, code in TOLD.findall(done.stderr)]
        return told, any(Path(place).iterdir()), done.returncode, done.stderr


def verified(assay, source, flags):
    """The findings that `assay verify` reports, if the source was refused as a source."""
    done = run(assay, source.parent, "verify", "--format", "json", *flags, source.name)
    programs = json.loads(done.stdout)["programs"]
    return [finding for program in programs if not program["name"] for finding in program["findings"]]


def repaired(text, edits):
    """The source with the edits made, the last one first, so that places stay what they are."""
    lines = text.splitlines(keepends=True)
    for line, column, end_line, end_column, replacement in sorted(edits, reverse=True):
        head = lines[line - 1][:column - 1]
        lines[line - 1:end_line] = [head + replacement + lines[end_line - 1][end_column - 1:]]
    return "".join(lines)


def fix_failures(assay, source, flags, found):
    wanted = [(*map(int, places), text) for *places, text in FIX.findall(source.read_text())]
    edits = [tuple(edit[key] for key in ("line", "column", "end_line", "end_column", "replacement"))
             for finding in found for edit in finding["fixes"]]
    if edits != wanted:
        yield f"{source.name}: fixes {edits}, expected {wanted}"
    if not wanted:
        return
    with tempfile.TemporaryDirectory() as place:
        again = Path(place) / source.name
        again.write_text(repaired(source.read_text(), edits))
        left = verified(assay, again, [*flags, "-I", source.parent.resolve()])
    codes = [finding["code"] for finding in left]
    if codes != [finding["code"] for finding in found if not finding["fixes"]]:
        yield f"{source.name}: repaired it still has {codes}"


def failures(assay, source):
    text = source.read_text()
    wanted = [("error" if kind == "expect" else "warning", code, int(line), int(column))
              for kind, code, line, column in EXPECTED.findall(text)]
    errors = [place for severity, *place in wanted if severity == "error"]
    flags = " ".join(FLAGS.findall(text)).split()
    told, left, status, said = compiled(assay, source, flags)
    if told != wanted:
        yield f"{source.name}: tells {told}, expected {wanted}\n{said}"
    if status != max([2 if code.startswith("A1") else 1 for code, *_ in errors], default=0):
        yield f"{source.name}: exit status {status}\n{said}"
    if left == bool(errors):
        yield f"{source.name}: {'an object was' if left else 'no object was'} left"
    found = verified(assay, source, flags)
    places = [(finding["code"], finding["line"], finding["column"]) for finding in found]
    if places != [tuple(place) for place in errors]:
        yield f"{source.name}: verify reports {places}"
    yield from fix_failures(assay, source, flags, found)


def main():
    assay = Path(sys.argv[1]).resolve()
    pattern = sys.argv[3] if len(sys.argv) > 3 else "*"
    sources = sorted(Path(sys.argv[2]).glob(f"{pattern}.c"))
    found = [failure for source in sources for failure in failures(assay, source)]
    print("\n".join([*found, f"{len(sources)} sources, {len(found)} failures"]))
    return 1 if found or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
