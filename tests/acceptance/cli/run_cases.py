#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs every case of tests/data/cli: a command line, its exit status and its output.

usage: run_cases.py ASSAY FOLDER [--bless]

A case is a file NAME.case in FOLDER:

    # why this case is here (any number of such lines)
    $ assay verify inputs/pass.asm
    stdin inputs/pass.asm (if there is any)
    status 0
    --- stdout
    ...
    --- stderr
    ...

The command runs in FOLDER, without a shell. A part that is left out is not compared. Seconds, numbers
of states, digests and the version are replaced by N before comparison. Output of `--format json` must also
fit docs/report.schema.json. --bless writes what the program says into the parts that are there.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys

from schema import problems

SCHEMA = json.loads(
    (pathlib.Path(__file__).resolve().parents[3] / "docs" / "report.schema.json").read_text())
VARYING = [
    (re.compile(r"\b\d+\.\d{3} s\b"), "N s"),
    (re.compile(r"\b[\d,]+ states?\b"), "N states"),
    (re.compile(r"(?m)^(\S+(?: +\d+){4} +)\d+\.\d{3}$"), r"\1N"),
    (re.compile(r'"seconds": [\d.e-]+'), '"seconds": N'),
    (re.compile(r'"states": \d+'), '"states": N'),
    (re.compile(r'\btime="[\d.]+"'), 'time="N"'),
    (re.compile(r"(?m)^(\S.*(?:,\d+){3}),\d+\.\d{6}$"), r"\1,N"),
    (re.compile(r"\bsha256:[0-9a-f]{64}\b"), "sha256:N"),
    (re.compile(r"\bassay \d+\.\d+\.\d+\b"), "assay N"),
    (re.compile(r'"(assay|version)": "0\.\d+\.\d+"'), r'"\1": "N"'),
]


def steady(text):
    for pattern, replacement in VARYING:
        text = pattern.sub(replacement, text)
    return text


class Case:
    def __init__(self, path):
        self.path = path
        head, *parts = re.split(r"(?m)^--- (stdout|stderr)\n", path.read_text())
        self.remarks = [line for line in head.splitlines() if line.startswith("#")]
        body = [line for line in head.splitlines() if line and not line.startswith("#")]
        given = [line for line in body if line.startswith("stdin ")]
        body = [line for line in body if line not in given]
        if len(body) != 2 or not body[0].startswith("$ assay ") or not body[1].startswith("status "):
            raise ValueError(f"{path}: needs one line '$ assay ...' and one line 'status N'")
        self.command = body[0].removeprefix("$ assay ")
        self.stdin = given[0].removeprefix("stdin ") if given else ""
        self.status = int(body[1].removeprefix("status "))
        self.expected = dict(zip(parts[::2], parts[1::2]))

    def run(self, assay, folder):
        """What the command did: its status, and its two outputs made steady."""
        with open(folder / self.stdin if self.stdin else "/dev/null", "rb") as given:
            done = subprocess.run([assay, *shlex.split(self.command)], cwd=folder, text=True, check=False,
                                  stdin=given, capture_output=True, timeout=60)
        return done.returncode, {"stdout": done.stdout, "stderr": done.stderr}

    def failures(self, status, output):
        if status != self.status:
            yield f"exit status {status}, expected {self.status}"
        for name, expected in self.expected.items():
            if steady(output[name]) != expected:
                yield f"{name} is\n{steady(output[name])}--- expected\n{expected}---"
        if "--format json" in self.command and " -o " not in self.command and status in (0, 1, 2, 3) and output["stdout"]:
            yield from problems(json.loads(output["stdout"]), SCHEMA, SCHEMA)

    def bless(self, status, output):
        lines = [*self.remarks, f"$ assay {self.command}"]
        lines += [f"stdin {self.stdin}"] if self.stdin else []
        lines += [f"status {status}"]
        text = "\n".join(lines) + "\n"
        for name in self.expected:
            text += f"--- {name}\n" + steady(output[name])
        self.path.write_text(text)


def main():
    assay = str(pathlib.Path(sys.argv[1]).resolve())
    folder = pathlib.Path(sys.argv[2])
    cases = [Case(path) for path in sorted(folder.glob("*.case"))]
    failed = 0
    for case in cases:
        status, output = case.run(assay, folder)
        if "--bless" in sys.argv[3:]:
            case.bless(status, output)
        for failure in case.failures(status, output):
            if "--bless" in sys.argv[3:] and not failure.startswith("$"):
                continue
            failed += 1
            print(f"{case.path.name}: $ assay {case.command}\n{failure}")
    print(f"{len(cases)} cases, {failed} failures")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
