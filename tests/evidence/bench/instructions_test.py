#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The comparison of counted instructions with recorded ones."""
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import instructions  # noqa: E402


class Compare(unittest.TestCase):
    def test_says_nothing_of_what_changed_little(self):
        self.assertEqual(instructions.compare({"a": 1000, "b": 1000}, {"a": 1019, "b": 981}), ([], []))

    def test_tells_what_takes_more_from_what_takes_less(self):
        more, less = instructions.compare({"a": 1000, "b": 2000}, {"a": 1021, "b": 1950})
        self.assertEqual(more, ["a: 1,000 instructions recorded, 1,021 now (+2.1%)"])
        self.assertEqual(less, ["b: 2,000 instructions recorded, 1,950 now (-2.5%)"])


if __name__ == "__main__":
    unittest.main()
