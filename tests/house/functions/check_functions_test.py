#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The function check finds what it is for, and takes nothing else for a breach."""
import subprocess
import tempfile
import unittest
from pathlib import Path

import check_functions

LONG = "int long_one() {\n" + "  work();\n" * (check_functions.MAX_LINES - 1) + "}\n"


class Functions(unittest.TestCase):
    def breaches(self, text: str, file: str = "ir/a.cpp") -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            subprocess.run(["git", "init", "-q", folder], check=True)
            (root / file).parent.mkdir(parents=True)
            (root / file).write_text(text)
            return [f"{b.line} {b.key}" for b in check_functions.breaches(root)]

    def test_a_function_in_order_has_no_breach(self):
        self.assertEqual(self.breaches("int f(int a, std::map<int, bool> b, std::function<void(bool)> c) {\n"
                                       "  bool d = true;\n  return a;\n}\n"), [])

    def test_eighty_lines_are_allowed_and_one_more_is_not(self):
        self.assertEqual(self.breaches(LONG.replace("  work();\n", "", 1)), [])
        self.assertEqual(self.breaches(LONG), ["1 lines ir/a.cpp long_one"])

    def test_a_long_test_is_known_by_its_name(self):
        self.assertEqual(self.breaches(LONG.replace("int long_one()", "TEST(Suite, SaysMuch)")),
                         ["1 lines ir/a.cpp Suite.SaysMuch"])

    def test_a_sixth_parameter_is_found_in_functions_and_prototypes(self):
        self.assertEqual(self.breaches("int f(int a, P<int, int> b, int c, int d, int e);\n"), [])
        self.assertEqual(self.breaches("int f(int a, P<int, int> b, int c, int d, int e, int f);\n"),
                         ["1 parameters ir/a.cpp f"])

    def test_a_bool_parameter_is_found_with_and_without_a_name(self):
        self.assertEqual(self.breaches("void f(int a, bool b);\nvoid g(bool);\nvoid h(const bool c = false) {}\n"),
                         ["1 bool ir/a.cpp f", "2 bool ir/a.cpp g", "3 bool ir/a.cpp h"])

    def test_a_lambda_may_take_a_bool(self):
        self.assertEqual(self.breaches("void f() {\n  const auto g = [](bool b) { return b; };\n  g(true);\n}\n"), [])

    def test_programs_that_are_judged_are_exempt(self):
        self.assertEqual(self.breaches("void f(bool a) {}\n", "tests/data/a.c"), [])


class List(unittest.TestCase):
    FOUND = [check_functions.Breach("bool", "ir/a.cpp", "f", 3, "f has a bool parameter")]

    def test_what_stands_in_the_list_is_allowed(self):
        self.assertEqual(check_functions.check(self.FOUND, check_functions.allowed("# a reason\nbool ir/a.cpp f  # kept\n")),
                         [])

    def test_what_does_not_is_a_breach(self):
        self.assertEqual(check_functions.check(self.FOUND, []), ["ir/a.cpp:3: f has a bool parameter"])

    def test_a_line_that_nothing_needs_is_a_breach(self):
        self.assertEqual(len(check_functions.check([], ["bool ir/a.cpp f"])), 1)


if __name__ == "__main__":
    unittest.main()
