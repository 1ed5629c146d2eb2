#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies the examples of docs/explain: each shows its own error code, each repaired one is accepted.

usage: check_examples.py ASSAY FOLDER_OF_PAGES

An example is a fenced block `asm` or `c`, a repaired one `asm repaired` or `c repaired`. From A301 on, where the
verifier speaks, every page shows C first, refused and repaired, except for codes that no C can have. Blocks of C on
earlier pages are fragments, for rules that have tests of their own (tests/data/compile). One run judges them all.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(asm|c)( repaired)?\n(.*?)^```$", re.M | re.S)
FIRST_OF_THE_VERIFIER = "A301"
WITHOUT_C = {"A302", "A307", "A308", "A403"}


def examples(page):
    """Of each example on the page: the name of its file, whether it is repaired, and its text."""
    for number, (language, repaired, text) in enumerate(BLOCK.findall(page.read_text())):
        if language == "asm" or page.stem >= FIRST_OF_THE_VERIFIER:
            yield f"{page.stem}_{number}.{language}", bool(repaired), text


def report_on(assay, files):
    """The JSON report on the files, each a name and a text."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (pathlib.Path(folder) / name).write_text(text)
        done = subprocess.run([assay, "verify", "--format", "json", *files], cwd=folder, text=True,
                              capture_output=True, timeout=600)
    return json.loads(done.stdout)


def codes_by_file(report):
    """Of each file: its programs' verdicts, and the codes of their findings and of Assay's warnings."""
    found = {}
    for program in report["programs"]:
        verdicts, codes = found.setdefault(program["file"], ([], []))
        verdicts.append(program["verdict"])
        codes += [finding["code"] for finding in program["findings"]]
    for warning in report["warnings"]:
        if re.fullmatch(r"A\d{3}", warning["rule"]):
            found[warning["input"]][1].append(warning["rule"])
    return found


def wrong_order(page):
    """What the page shows otherwise than in the order of this file's text."""
    shown = [(language, bool(repaired)) for language, repaired, _ in BLOCK.findall(page.read_text())]
    if page.stem < FIRST_OF_THE_VERIFIER:
        return
    if (page.stem in WITHOUT_C) != all(language != "c" for language, _ in shown):
        yield f"{page.name}: WITHOUT_C and the page disagree"
    if page.stem not in WITHOUT_C and shown[:2] != [("c", False), ("c", True)]:
        yield f"{page.name}: does not begin with C, refused and repaired"


def main():
    assay = pathlib.Path(sys.argv[1]).resolve()
    pages = sorted(pathlib.Path(sys.argv[2]).glob("A*.md"))
    all_examples = [(page.stem, *example) for page in pages for example in examples(page)]
    found = codes_by_file(report_on(assay, {name: text for _, name, _, text in all_examples}))
    wrong = [failure for page in pages for failure in wrong_order(page)]
    for code, name, repaired, _ in all_examples:
        verdicts, codes = found.get(name, ([], []))
        if repaired and (verdicts != ["accept"] or codes):
            wrong.append(f"{name}: the repaired example gives {verdicts} {codes}")
        if not repaired and codes != [code]:
            wrong.append(f"{name}: the example gives {verdicts} {codes}")
    print("\n".join([*wrong, f"{len(all_examples)} examples on {len(pages)} pages, {len(wrong)} failures"]))
    return 1 if wrong or not all_examples else 0


if __name__ == "__main__":
    sys.exit(main())
