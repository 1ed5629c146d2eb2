#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judge all programs below some folders with one thread, with many, and again: the report is the same each time.

usage: same_verdicts.py ASSAY FOLDER...

Verdicts, findings, states and worst cases count; only seconds may differ. Exit status 1 where anything else does.
"""
import json
import subprocess
import sys
from pathlib import Path

JOBS = (1, 7, 7)  # more threads than most machines have, so that programs end in any order


def judged(assay: str, files: list[str], jobs: int) -> dict:
    """The report without its seconds."""
    done = subprocess.run([assay, "verify", "--format", "json", "--jobs", str(jobs), *files],
                          check=False, capture_output=True, text=True)
    if done.returncode not in (0, 1, 2):
        raise SystemExit(f"exit status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout, object_hook=lambda members: {k: v for k, v in members.items() if k != "seconds"})


def main() -> int:
    assay, *folders = sys.argv[1:]
    files = sorted(str(path) for folder in folders for kind in ("*.asm", "*.o") for path in Path(folder).rglob(kind))
    if not files:
        raise SystemExit("no programs: nothing would be shown")
    first, *others = (judged(assay, files, jobs) for jobs in JOBS)
    for jobs, other in zip(JOBS[1:], others):
        for one, two in zip(first["programs"], other["programs"]):
            if one != two:
                print(f"with {JOBS[0]} and {jobs} jobs:\n{json.dumps(one)}\n{json.dumps(two)}")
        if first != other:
            return 1
    print(f"{len(first['programs'])} programs, the same {len(JOBS)} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())
