#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the documents finds what it is for."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import check_docs  # noqa: E402


class Documents(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name) / "tree"
        self.build = Path(folder.name) / "out"
        for path, text in (("tree/CHANGELOG.md", ""), ("tree/docs/map.md", ""), ("out/marker", "")):
            (Path(folder.name) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder.name) / path).write_text(text)

    def readme(self, commands: str, output: str | None = None):
        text = f"<!-- tested -->\n```sh\n{commands}\n```\n"
        if output is not None:
            text += f"\n<!-- output -->\n```text\n{output}\n```\n"
        (self.root / "README.md").write_text(text)

    def commands(self, bless: bool = False) -> list[str]:
        return check_docs.check_commands(self.root, self.build, bless)

    def test_a_command_that_works_is_fine(self):
        self.readme("test -f build/marker\nexit 3  # exit status 3")
        self.assertEqual(self.commands(), [])

    def test_a_command_that_fails_is_found(self):
        self.readme("true\nexit 4")
        self.assertEqual(len(self.commands()), 1)

    def test_a_command_that_should_fail_and_does_not_is_found(self):
        self.readme("true  # exit status 1")
        self.assertEqual(len(self.commands()), 1)

    def test_documents_without_any_tested_command_are_found(self):
        (self.root / "README.md").write_text("```sh\nexit 1\n```\n")
        self.assertEqual(self.commands(), ["no document has a tested block"])

    def test_output_may_differ_in_times_only(self):
        self.readme("echo took 0.007 s for 3 states", "took 0.012 s for 3 states")
        self.assertEqual(self.commands(), [])
        self.readme("echo took 0.007 s for 4 states", "took 0.007 s for 3 states")
        self.assertEqual(len(self.commands()), 1)

    def test_blessing_writes_the_output(self):
        self.readme("echo new", "old")
        self.assertEqual(len(self.commands(bless=True)), 1)
        self.assertEqual(self.commands(), [])

    def test_files_of_a_document_are_there_and_change_with_it(self):
        text = ("<!-- file: a.txt -->\n```c\none\ntwo\n```\n\n<!-- change: a.txt -->\n```diff\n-two\n+three\n+four\n```\n\n"
                "<!-- tested -->\n```sh\ncat a.txt\n```\n\n<!-- output -->\n```text\none\nthree\nfour\n```\n")
        (self.root / "README.md").write_text(text)
        self.assertEqual(self.commands(), [])
        (self.root / "README.md").write_text(text.replace("-two", "-five"))
        self.assertEqual(len(self.commands()), 2)  # no such line, and another output

    def test_a_document_does_not_write_to_the_repository(self):
        (self.root / "README.md").write_text("<!-- file: CHANGELOG.md -->\n```c\none\n```\n\n"
                                              "<!-- tested -->\n```sh\ntrue\n```\n")
        self.assertIn("is a file of the repository", self.commands()[0])
        self.assertEqual((self.root / "CHANGELOG.md").read_text(), "")

    def test_a_dead_link_is_found(self):
        self.readme("true")
        (self.root / "CHANGELOG.md").write_text("[here](docs/map.md) [gone](docs/gone.md#part)")
        self.assertEqual(check_docs.check_links(self.root), ["CHANGELOG.md: docs/gone.md does not exist"])

    def test_a_map_that_is_not_the_house_is_found(self):
        (self.root / "CMakeLists.txt").write_text(
            "assay_layer(ir/base)\nassay_layer(ir/isa DEPENDS ir/base)\n")
        row = "| [ir/base](../ir/base) | base | - |\n"
        (self.root / "docs/map.md").write_text(row + "| [ir/isa](../ir/isa) | isa | ir/base |\n")
        self.assertEqual(check_docs.check_map(self.root), [])
        (self.root / "docs/map.md").write_text(row)
        self.assertEqual(len(check_docs.check_map(self.root)), 1)

    def attacks(self, rows: str, **headers: str) -> list[str]:
        folder = self.root / check_docs.ATTACKS
        folder.mkdir(parents=True)
        for name, header in headers.items():
            (folder / f"{name}.asm").write_text(f"// {header}\n  exit\n")
        place = f"../{check_docs.ATTACKS}"
        (self.root / "docs/attacks.md").write_text(rows.replace("@", place))
        return check_docs.check_attacks(self.root)

    def test_a_table_that_is_the_folder_is_fine(self):
        row = "| a | b | [old](@/old.asm) | [safe](@/old_safe.asm) | [A501](explain/A501.md) |\n"
        spoken = "| a | b | [apart](@/apart.asm) | - | accepted |\n"
        self.assertEqual(self.attacks(row + spoken, old="code: A501", old_safe="expect: accept",
                                      apart="expect: accept"), [])

    def test_an_attack_that_is_in_no_table_is_found(self):
        self.assertEqual(len(self.attacks("", old="code: A501")), 1)

    def test_an_attack_that_has_no_test_is_found(self):
        row = "| a | b | [old](@/old.asm) | - | [A501](explain/A501.md) |\n"
        self.assertEqual(len(self.attacks(row)), 1)

    def test_an_attack_with_another_code_is_found(self):
        row = "| a | b | [old](@/old.asm) | - | [A501](explain/A501.md) |\n"
        self.assertEqual(len(self.attacks(row, old="code: A502")), 1)

    def test_an_attack_that_is_expected_to_be_accepted_is_found(self):
        row = "| a | b | [old](@/old.asm) | - | [A501](explain/A501.md) |\n"
        self.assertEqual(len(self.attacks(row, old="expect: accept")), 1)

    def test_a_row_that_links_to_another_program_is_found(self):
        row = "| a | b | [new](@/old.asm) | - | [A501](explain/A501.md) |\n"
        self.assertEqual(len(self.attacks(row, old="code: A501")), 1)

    def test_a_test_that_is_named_and_not_there_is_found(self):
        (self.root / "README.md").write_text("see `Fence.Holds` and `Fence.Falls`, `std.Thing`, `Fence`\n")
        (self.root / "tests/unit").mkdir(parents=True)
        (self.root / "tests/unit/fence_test.cpp").write_text("TEST_F(Fence, Holds) {}\n")
        self.assertEqual(check_docs.check_tests(self.root), ["README.md: there is no test Fence.Falls"])


if __name__ == "__main__":
    unittest.main()
