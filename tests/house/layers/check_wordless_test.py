#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check for text finds what it is for, and lets pass what is none."""
import tempfile
import unittest
from pathlib import Path

import check_wordless


class Trusted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        for trusted in check_wordless.TRUSTED:
            self.write(f"{trusted}/a.hpp", "#pragma once\n")

    def write(self, path: str, text: str):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def problems(self) -> list[str]:
        return check_wordless.check(self.root)

    def test_checks_includes_and_comments_may_have_text(self):
        self.write(
            "verifier/proof/a.cpp",
            '#include "verifier/proof/a.hpp"\n'
            '// Says "why", and it\'s fmt that would do it.\n'
            '/* std::string\n  "too" */\n'
            'static_assert(kLeast == 1,\n              "one (at least");\n'
            'ASSAY_CHECK(f(")") && g(), "held");\n'
            'internal_fault(__FILE__, __LINE__, "out of range");\n'
            "constexpr int kMany = 1'000'000;\n"
            'extern "C" int entry(int);\n',
        )
        self.assertEqual(self.problems(), [])

    def test_text_is_found_at_its_line(self):
        for line, what in (
            ('return "no";', "a string literal"),
            ("std::string why;", "text"),
            ("const auto s = std::to_string(1);", "text"),
            ("f(fmt::format(x));", "fmt"),
            ("#include <fmt/format.h>", "fmt"),
            ("#include <string>", "a header of text"),
            ('ASSAY_CHECK(a, "b"); refuse("c");', "a string literal"),
        ):
            with self.subTest(line=line):
                self.write("verifier/transfer/b.cpp", f"\n{line}\n")
                self.assertEqual(
                    self.problems(), [f"verifier/transfer/b.cpp:2: {what}, in a trusted folder"]
                )

    def test_other_folders_may_have_words(self):
        self.write("verifier/explain/a.cpp", 'return "no";\n')
        self.assertEqual(self.problems(), [])

    def test_a_folder_that_is_gone_is_told(self):
        (self.root / "verifier/domain/a.hpp").unlink()
        self.assertEqual(
            self.problems(), ["verifier/domain: no source, where the trusted part should be"]
        )


if __name__ == "__main__":
    unittest.main()
