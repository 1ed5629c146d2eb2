#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plug-in speaks the suite's protocol, and the reader of the suite's vectors reads them.

usage: plugin_test.py PLUGIN SCRIPTS_DIR
"""
import sys
import tempfile
import unittest
from pathlib import Path

PLUGIN = Path(sys.argv[1])
sys.path.insert(0, sys.argv[2])
import conformance  # noqa: E402


def vector(text: str, *, positive: bool = True) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vector.data"
        path.write_text(text)
        return conformance.judge(PLUGIN, path, positive=positive)


class Plugin(unittest.TestCase):
    def good(self, text: str, *, positive: bool = True) -> None:
        self.assertEqual(set(vector(text, positive=positive).values()), {"as expected"})

    def test_result_is_compared(self) -> None:
        self.good("-- asm\nmov32 %r0, -1\nexit\n-- result\n0xffffffff\n")
        outcomes = vector("-- asm\nmov %r0, 3\nexit\n-- result\n0x4\n")
        self.assertEqual(outcomes["oracle"], "status 0: 3")
        self.assertEqual(outcomes["interpreter"], "status 0: 3")

    def test_memory_is_at_r1_and_its_size_in_r2(self) -> None:
        self.good("-- asm\nldxh %r0, [%r1+1]\nbe16 %r0\nadd %r0, %r2\nexit\n-- mem\n01 02\n03\n-- result\n0x206\n")

    def test_labels_atomics_and_local_calls(self) -> None:
        self.good("-- asm\nlddw %r1, 0x100000002\nstxdw [%r10-8], %r1\nlock fetch add [%r10-8], %r1\n"
                  "call local twice\njeq %r0, 4, exit\nmov %r0, 0\nexit\ntwice:\nmov32 %r0, %r1\nlsh %r0, 1\n"
                  "exit\n-- result\n0x4\n")

    def test_reserved_fields_are_refused(self) -> None:
        self.good("-- raw\n07 10 00 00 01 00 00 00\n95 00 00 00 00 00 00 00\n-- error\n", positive=False)

    def test_malformed_text_is_refused(self) -> None:
        for line in ("mov32 %r0, 0x100000000", "ja nowhere", "ldxb %r0, [%r1+0x10000]", "or %r0, %r50",
                     "lock or [%r10-8]", "nothing %r0", "lddw %r0"):
            self.good(f"-- asm\n{line}\nexit\n-- result\n0x0\n", positive=False)
        self.assertTrue(vector("-- asm\nja nowhere\n-- result\n0x0\n")["oracle"].startswith("malformed"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
