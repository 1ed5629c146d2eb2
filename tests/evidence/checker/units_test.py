#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is read of a check's cost."""
import unittest

import units


class ReadTest(unittest.TestCase):
    def test_units_are_those_of_the_check(self):
        self.assertEqual(units.units_in("accepted  p  worst case 23 instructions (1497 units of work, 12 edges)"), 1497)

    def test_instructions_are_those_of_the_whole_dump(self):
        self.assertEqual(units.instructions_in("events: Ir\nfn=(1) f\n3 40\n\ntotals: 748601\n"), 748601)


if __name__ == "__main__":
    unittest.main()
