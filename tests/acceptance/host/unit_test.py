#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The systemd unit of assay-host is one, and shuts the host in. Skipped (77) where systemd-analyze is not there.

usage: unit_test.py UNIT
"""
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Of systemd-analyze's scale: 0 is shut in entirely, 10 not at all.
MOST_EXPOSED = 1.5


def analyze(*words: str) -> tuple[int, str]:
    done = subprocess.run(["systemd-analyze", *words], text=True, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60)
    return done.returncode, done.stdout


def main(argv: list[str]) -> int:
    if shutil.which("systemd-analyze") is None:
        print("skipped: there is no systemd-analyze")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        unit = Path(folder) / "assay-host.service"
        # Its program need not be installed here.
        unit.write_text(Path(argv[1]).read_text().replace("/usr/bin/assay-host", "/bin/true"))
        status, said = analyze("verify", "--man=no", str(unit))
        if status != 0 or said.strip():
            print(said)
            return 1
        status, said = analyze("security", "--offline=yes", str(unit))
        exposed = re.search(r"exposure level for \S+: ([\d.]+)", said)
        print(said.splitlines()[-1])
        return 0 if exposed and float(exposed[1]) <= MOST_EXPOSED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
