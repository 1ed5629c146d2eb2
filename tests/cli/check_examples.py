#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies the examples of docs/explain: each shows its own error code, each repaired one is accepted.

usage: check_examples.py ASSAY FOLDER_OF_PAGES

An example is a fenced block `asm`, a repaired one a fenced block `asm repaired`.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```asm( repaired)?\n(.*?)^```$", re.M | re.S)


def report_of(assay, text):
    """The one program of the JSON report on `text`."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "example.asm"
        path.write_text(text)
        done = subprocess.run([assay, "verify", "--format", "json", str(path)], text=True,
                              capture_output=True, timeout=60)
    return json.loads(done.stdout)["programs"][0]


def failures(assay, page):
    for repaired, text in BLOCK.findall(page.read_text()):
        program = report_of(assay, text)
        codes = [finding["code"] for finding in program["findings"]]
        if repaired and program["verdict"] != "accept":
            yield f"{page.name}: the repaired example is not accepted: {codes}"
        if not repaired and codes != [page.stem]:
            yield f"{page.name}: the example gives {program['verdict']} {codes}"


def main():
    pages = sorted(pathlib.Path(sys.argv[2]).glob("A*.md"))
    found = [failure for page in pages for failure in failures(sys.argv[1], page)]
    examples = sum(len(BLOCK.findall(page.read_text())) for page in pages)
    print("\n".join([*found, f"{examples} examples on {len(pages)} pages, {len(found)} failures"]))
    return 1 if found or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
