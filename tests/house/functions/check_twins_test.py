#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of twins finds what is defined elsewhere, and nothing else."""
import subprocess
import tempfile
import unittest
from pathlib import Path

from check_functions import sources, tags
from check_twins import strays

HEADER = "namespace assay {\nint f(int a);\nstruct S {\n  int g();\n};\n}\n"


class Twins(unittest.TestCase):
    def strays(self, **texts: str) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            subprocess.run(["git", "init", "-q", folder], check=True)
            (root / "ir").mkdir()
            for name, text in texts.items():
                (root / "ir" / name.replace("_dot_", ".")).write_text(text)
            return strays(tags(root, sources(root)))

    def test_the_twin_may_define_all(self):
        self.assertEqual(self.strays(a_dot_hpp=HEADER, a_dot_cpp="int f(int a) { return a; }\nint S::g() { return 0; }\n"), [])

    def test_a_source_whose_name_goes_on_is_a_twin(self):
        self.assertEqual(self.strays(a_dot_hpp=HEADER, a_more_dot_cpp="int f(int a) { return a; }\n"), [])

    def test_a_function_in_another_source_is_found(self):
        self.assertEqual(self.strays(a_dot_hpp=HEADER, b_dot_cpp="int f(int a) { return a; }\n"),
                         ["ir/a.hpp: f is defined in ir/b.cpp"])

    def test_a_member_in_another_source_is_found(self):
        self.assertEqual(self.strays(a_dot_hpp=HEADER, b_dot_cpp="int S::g() { return 0; }\n"),
                         ["ir/a.hpp: S::g is defined in ir/b.cpp"])

    def test_another_function_of_that_name_is_not(self):
        self.assertEqual(self.strays(a_dot_hpp=HEADER, b_dot_cpp="int f(int a, int b) { return a + b; }\n"), [])


if __name__ == "__main__":
    unittest.main()
