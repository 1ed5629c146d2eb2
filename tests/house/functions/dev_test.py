#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: dev_test.py DEV. The developer's command knows each command that it tells of, and no other."""
import re
import subprocess
import sys
import unittest
from pathlib import Path

DEV = Path(sys.argv.pop())


def run(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(DEV), *words], check=False, capture_output=True, text=True)


class Dev(unittest.TestCase):
    def test_help_tells_of_each_command_that_there_is(self):
        told = set(re.findall(r"^  ([a-z]+) ", run("help").stdout, re.MULTILINE))
        there = set(re.findall(r"^command_(\w+)\(\)", DEV.read_text(), re.MULTILINE))
        self.assertEqual(told - {"help"}, there)
        dispatched = re.search(r"^    (run \|.*)\)$", DEV.read_text(), re.MULTILINE)[1]
        self.assertEqual(set(dispatched.split(" | ")), there)

    def test_help_needs_no_package_and_succeeds(self):
        done = run()
        self.assertEqual((done.returncode, done.stdout), (0, run("help").stdout))

    def test_an_unknown_command_is_bad_usage(self):
        done = run("tset")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("usage: ./dev COMMAND", done.stderr)


if __name__ == "__main__":
    unittest.main()
