#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The layer check finds what it is for: each test builds a small house with one thing wrong."""
import tempfile
import unittest
from pathlib import Path

import check_layers

CMAKE = """
assay_layer(ir/base LIBS fmt::fmt)
assay_layer(ir/isa DEPENDS ir/base)
assay_layer(ir/object DEPENDS ir/isa)
assay_layer(ir/digest DEPENDS ir/base
            PRIVATE_LIBS sodium)
assay_layer(verifier/report DEPENDS ir/base)
# assay_layer(ir/ghost DEPENDS ir/base)
"""


class House(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("CMakeLists.txt", CMAKE)
        self.write("ir/base/result.hpp", "#pragma once\n")
        self.write("ir/isa/isa.hpp", '#include "ir/base/result.hpp"\n')

    def write(self, path: str, text: str):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def problems(self) -> list[str]:
        return check_layers.check(self.root)

    def assert_one_problem(self, start: str):
        self.assertEqual(len(self.problems()), 1, self.problems())
        self.assertTrue(self.problems()[0].startswith(start), self.problems()[0])

    def test_a_house_in_order_has_no_problem(self):
        self.write("ir/digest/sha256.cpp", '#include "ir/base/result.hpp"\n#include <sodium.h>\n')
        self.write("cli/main.cpp", '#include <CLI/CLI.hpp>\n#include "ir/isa/isa.hpp"\n')
        self.assertEqual(self.problems(), [])

    def test_a_second_type_of_a_name_is_found(self):
        self.write("ir/isa/isa.hpp", "namespace assay {\nstruct Frame {\n};\n}  // namespace assay\n")
        self.write("verifier/report/a.cpp",
                   "namespace assay {\nnamespace {\nstruct Frame {\n};\n}  // namespace\n}  // namespace assay\n")
        self.assertEqual(self.problems(), [])
        self.write("verifier/report/b.hpp", "namespace assay {\nclass Frame final {\n};\n}  // namespace assay\n")
        self.assert_one_problem("verifier/report/b.hpp:2: assay::Frame is also a type of ir/isa/isa.hpp")

    def test_an_include_that_points_up_is_found(self):
        self.write("ir/base/bad.hpp", '#pragma once\n#include "ir/isa/isa.hpp"\n')
        self.assert_one_problem("ir/base/bad.hpp:2: ir/base may not include ir/isa")

    def test_an_include_that_points_sideways_is_found(self):
        self.write("verifier/report/bad.cpp", '#include "ir/isa/isa.hpp"\n')
        self.assert_one_problem("verifier/report/bad.cpp:1: verifier/report may not include ir/isa")

    def test_a_relative_include_is_found(self):
        self.write("ir/isa/bad.cpp", '#include "isa.hpp"\n')
        self.assert_one_problem("ir/isa/bad.cpp:1: ")

    def test_the_command_line_is_nobodys_library(self):
        self.write("cli/run.hpp", "#pragma once\n")
        self.write("ir/object/bad.cpp", '#include "cli/run.hpp"\n')
        self.assert_one_problem("ir/object/bad.cpp:1: ir/object may not include cli")

    def test_a_heavy_header_outside_its_folder_is_found(self):
        for path, header in (
            ("ir/isa/bad.cpp", "llvm/Object/ELF.h"),
            ("ir/object/bad.cpp", "z3++.h"),
            ("verifier/report/bad.cpp", "CLI/CLI.hpp"),
            ("ir/base/bad.cpp", "nlohmann/json.hpp"),
        ):
            with self.subTest(header=header):
                self.write(path, f"#include <{header}>\n")
                self.assert_one_problem(f"{path}:1: <{header}> belongs to")
                (self.root / path).unlink()

    def test_a_heavy_header_in_quotes_is_found_too(self):
        self.write("ir/isa/bad.cpp", '#include "llvm/Object/ELF.h"\n')
        self.assert_one_problem("ir/isa/bad.cpp:1: <llvm/Object/ELF.h> belongs to")

    def test_a_folder_without_a_layer_line_is_found(self):
        self.write("ir/ghost/a.cpp", "\n")
        self.assert_one_problem("ir/ghost/a.cpp:1: ir/ghost has no assay_layer line")

    def test_a_file_over_the_limit_is_found_and_a_table_is_exempt(self):
        long = "// row\n" * (check_layers.MAX_LINES + 1)
        self.write("ir/isa/rows.def", long)
        self.write("ir/isa/helper_table.cpp", long)
        self.assertEqual(self.problems(), [])
        self.write("ir/isa/long.cpp", long)
        self.assert_one_problem("ir/isa/long.cpp:601: more than 600 lines")

    def test_a_cycle_of_layers_is_found(self):
        self.write("CMakeLists.txt", CMAKE.replace("ir/base LIBS", "ir/base DEPENDS ir/object LIBS"))
        self.assertIn("CMakeLists.txt: ir/isa depends on itself", self.problems())

    def test_a_dependency_on_no_layer_is_found(self):
        self.write("CMakeLists.txt", CMAKE + "assay_layer(ir/late DEPENDS ir/nothing)\n")
        self.assert_one_problem("CMakeLists.txt: ir/late depends on ir/nothing")


if __name__ == "__main__":
    unittest.main()
