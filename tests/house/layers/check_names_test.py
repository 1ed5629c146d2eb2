#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of names finds what it is for."""
import tempfile
import unittest
from pathlib import Path

from check_names import Allowed, problems


def found(line: str, allowed: tuple[Allowed, ...] = ()) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ir/contract/rule.cpp"
        file.parent.mkdir(parents=True)
        file.write_text(line + "\n")
        return problems(Path(folder), allowed)


class Names(unittest.TestCase):
    def test_comparisons_with_names_are_found(self) -> None:
        for line in (
            'if (helper.name == "map_lookup_elem") return;',
            'if (kind->name != "array") return;',
            'if ("packet" == region.name) return;',
            'return name == "tail_call";',
            'if (c.name.starts_with("windows/sock_addr")) return;',
            'if (name.ends_with("_sleepable")) return;',
            "if (contract.platform == Platform::Linux) return;",
            "case Platform::Windows:",
        ):
            self.assertEqual(len(found(line)), 1, line)

    def test_other_comparisons_are_not(self) -> None:
        for line in (
            "if (helper.model == HelperModel::MapLookup) return;",
            "if (contract->name == wanted) return;",
            '// helper.name == "map_lookup_elem" would be a rule by name',
            'made.name = "packet";',
            "row_of(contract.platform).tags_contexts",
        ):
            self.assertEqual(found(line), [], line)

    def test_what_is_allowed_must_be_there(self) -> None:
        allowed = (Allowed("ir/contract/rule.cpp", '"packet"', "a reason"),)
        self.assertEqual(found('if (name == "packet") return;', allowed), [])
        self.assertEqual(len(found("return;", allowed)), 1)


if __name__ == "__main__":
    unittest.main()
