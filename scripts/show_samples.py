#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Show the incident's sensors, safe and faulty, as a vendor would see them, and check what is said of them.

usage: show_samples.py ASSAY OBJECT_DIR

A sample's header comment names its verdict: `expect: accept`, or `expect: reject` with `code:` and
`line:`. Exit status 0 when every safe sensor is accepted and every faulty one is refused where its
header says, 1 otherwise. The report is judged by its JSON form; the text is only shown.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INCIDENT = "samples/incident-291"


def expectations(source: Path) -> dict[str, str]:
    """The `key: value` pairs of the sample's header (its comments up to the first code)."""
    found: dict[str, str] = {}
    for line in source.read_text().splitlines():
        text = line.strip()
        if text and not text.startswith(("//", "/*", "*")):
            break
        match = re.match(r"\W*(expect|code|line):\s*(\S+)", text)
        if match:
            found.setdefault(match[1], match[2])
    return found


def samples(folder: Path, verdict: str) -> list[Path]:
    return [s for s in sorted(folder.rglob("*.c")) if expectations(s).get("expect") == verdict]


def verify(assay: str, objects: Path, source: Path) -> list[dict]:
    """Shows the report on the source's object; returns the programs of its JSON form."""
    relative = source.relative_to(ROOT / "samples").with_suffix("")
    path = str(objects / f"{relative}.O2.v3.o")
    command = [assay, "verify", path]
    print(f"\n$ {' '.join(command)}", flush=True)
    subprocess.run(command, check=False)
    report = subprocess.run([*command, "--format", "json"], check=False, capture_output=True, text=True)
    return json.loads(report.stdout)["programs"]


def as_expected(source: Path, programs: list[dict]) -> bool:
    wanted = expectations(source)
    if not programs:
        return False
    if wanted["expect"] == "accept":
        return all(program["verdict"] == "accept" for program in programs)
    name = str(source.relative_to(ROOT))
    return any(
        finding["code"] == wanted["code"]
        and str(finding["line"]) == wanted["line"]
        and str(finding["file"]).endswith(name)
        for program in programs
        if program["verdict"] == "reject"
        for finding in program["findings"]
    )


def main(assay: str, objects: str) -> int:
    safe = samples(ROOT / INCIDENT, "accept")
    refused = samples(ROOT / INCIDENT, "reject")
    good = bool(safe) and bool(refused)
    if not good:
        print(f"{INCIDENT} lacks a safe or a faulty sensor")
    for source in [*safe, *refused]:
        try:
            right = as_expected(source, verify(assay, Path(objects), source))
        except (OSError, ValueError, KeyError) as problem:
            print(f"no usable report: {problem!r}")
            right = False
        wanted = expectations(source)
        where = f" with {wanted['code']} at line {wanted['line']}" if "code" in wanted else ""
        print(f"-- {'as expected' if right else 'NOT as expected'}: {wanted['expect']}{where}")
        good = good and right
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
