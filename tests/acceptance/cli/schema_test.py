# SPDX-License-Identifier: Apache-2.0
"""The validator itself must be able to say no."""
import json
import pathlib
import unittest

from schema import problems

SCHEMA = json.loads(
    (pathlib.Path(__file__).parents[3] / "docs" / "report.schema.json").read_text())


def report(**changes):
    program = {
        "file": "a.o", "section": "xdp", "name": "f", "contract": "linux/xdp",
        "verdict": "reject", "class": "unproved", "assumes": None,
        "instructions": 1,
        "worst_case_instructions": 0, "budget": 10, "tail_calls_multiply": False,
        "seconds": 0.1, "states": 2,
        "findings": [{"code": "A501", "message": "m", "file": None, "line": None,
                      "column": None, "instruction": 0, "notes": [], "fixes": [],
                      "supplied": None, "suggestion": None}],
    }
    program.update(changes)
    return {"assay": "0", "programs": [program], "warnings": []}


class SchemaTest(unittest.TestCase):
    def check(self, document):
        return list(problems(document, SCHEMA, SCHEMA))

    def test_a_good_report_is_accepted(self):
        self.assertEqual(self.check(report()), [])

    def test_each_demand_is_checked(self):
        for changes in ({"verdict": "perhaps"}, {"class": "odd"}, {"states": -1},
                        {"states": 1.5}, {"tail_calls_multiply": 0}, {"more": 1},
                        {"findings": [{}]}, {"assumes": {}}, {"assumes": "nothing"}, {"findings": None}, {"section": None}):
            with self.subTest(changes=changes):
                self.assertNotEqual(self.check(report(**changes)), [])

    def test_a_missing_key_is_found(self):
        document = report()
        del document["programs"][0]["budget"]
        self.assertNotEqual(self.check(document), [])

    def test_an_unknown_keyword_is_an_error(self):
        with self.assertRaises(ValueError):
            list(problems({}, {"maxProperties": 1}, {}))


if __name__ == "__main__":
    unittest.main()
