#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The scripts that judge many objects take the program as a shell does, also one of the current folder.

usage: scripts_test.py ASSAY SCRIPTS BUILT_SAMPLES
"""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ASSAY, SCRIPTS, BUILT = (Path(word).resolve() for word in sys.argv[1:4])
del sys.argv[1:]


class OfTheCurrentFolder(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)
        (self.folder / "assay").symlink_to(ASSAY)
        (self.folder / "objects/project").mkdir(parents=True)
        (built, *_) = (BUILT / "counter").glob("counter.*.o")
        shutil.copy(built, self.folder / "objects/project/counter.o")

    def run_script(self, name: str, *words: str) -> str:
        done = subprocess.run([sys.executable, "-B", SCRIPTS / name, "./assay", *words], cwd=self.folder, check=False,
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_survey(self):
        self.assertRegex(self.run_script("survey.py", "objects"), r"(?m)^\| all \| 1 \| 1 \| 1 \|")

    def test_corpus(self):
        # A program for Windows, which is none of Linux.
        (self.folder / "labels.csv").write_text("object,section,function,program_type,expect\n"
                                                "project/counter.o,xdp,counter,xdp,reject\n")
        self.assertRegex(self.run_script("corpus.py", "objects", "labels.csv"), r"(?m)^total +0/0 +1/1 ")


if __name__ == "__main__":
    unittest.main()
