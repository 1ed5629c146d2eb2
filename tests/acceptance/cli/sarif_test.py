#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""SARIF logs fit the standard, and their fingerprints outlive edits elsewhere.

Microsoft's validator (npm package @microsoft/sarif-multitool-linux) judges the same logs where the environment
variable ASSAY_SARIF_MULTITOOL names its program, Sarif.Multitool. It ends with status 0 whatever it finds, so its
output is read.

usage: sarif_test.py ASSAY ROOT
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from schema import problems

ASSAY, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:]
SCHEMA = json.loads((pathlib.Path(__file__).parent / "sarif.schema.json").read_text())
INPUTS = ROOT / "tests" / "data" / "cli" / "inputs"
TWIN = ROOT / "samples" / "incident-291" / "content_index_twin.c"
FLAGS = ("-I", ROOT / "include", "-I", ROOT / "samples" / "include", "-I", TWIN.parent)
# What the validator may warn of, each with the reason.
ACCEPTED = {
    "SARIF2005": "no informationUri: the project names no address of its own yet",
}


def sarif(*arguments, folder=ROOT):
    run = subprocess.run([str(ASSAY), "verify", "--format", "sarif", *map(str, arguments)],
                         cwd=folder, text=True, capture_output=True, timeout=120)
    return run.stdout


LOGS = {
    "accepted": (INPUTS / "pass.asm",),
    "a finding in C, with a way to it": (*FLAGS, TWIN),
    "macros and inlined functions": (INPUTS / "traced.c",),
    "without source lines": (INPUTS / "deny.asm",),
    "an unreadable file beside others": (INPUTS / "pass.asm", "missing.o", INPUTS / "deny.asm"),
    "warnings of the compiler": (INPUTS / "messages" / "warned.c", ROOT / "tests" / "data" / "compile" / "assembly_warning.c"),
    "repairs as edits": (*FLAGS, ROOT / "tests" / "data" / "compile" / "fixes.c"),
}


class SarifTest(unittest.TestCase):
    def test_logs_fit_the_standard(self):
        for name, arguments in LOGS.items():
            with self.subTest(name):
                self.assertEqual(list(problems(json.loads(sarif(*arguments)), SCHEMA, SCHEMA)), [])

    def test_the_standard_can_be_missed(self):
        log = json.loads(sarif(*LOGS["without source lines"]))
        log["runs"][0]["results"][0]["level"] = "dire"
        self.assertNotEqual(list(problems(log, SCHEMA, SCHEMA)), [])

    @unittest.skipUnless(os.environ.get("ASSAY_SARIF_MULTITOOL"), "ASSAY_SARIF_MULTITOOL names no validator")
    def test_microsofts_validator_agrees(self):
        for name, arguments in LOGS.items():
            with self.subTest(name), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "log.sarif"
                path.write_text(sarif(*arguments))
                run = subprocess.run([os.environ["ASSAY_SARIF_MULTITOOL"], "validate", str(path), "--rule-kind",
                                      "GHAS;Sarif"], text=True, capture_output=True, timeout=120)
                self.assertIn("Analysis completed successfully", run.stdout)
                said = re.findall(r"\b(error|warning) ([A-Z]+\d+)", run.stdout)
                self.assertEqual([found for found in said if found[1] not in ACCEPTED], [], run.stdout)


class FingerprintTest(unittest.TestCase):
    def fingerprint(self, text, folder_name="checkout"):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder) / folder_name
            place.mkdir()
            (place / "twin.c").write_text(text)
            log = json.loads(sarif(*FLAGS, "twin.c", folder=place))
            results = log["runs"][0]["results"]
            self.assertEqual([result["ruleId"] for result in results], ["A501"])
            return results[0]["partialFingerprints"]["assayFinding/v1"], results[0]

    def test_it_changes_with_the_line_alone(self):
        text = TWIN.read_text()
        line = "  u64 input = inputs[field];"
        self.assertIn(line, text)
        first, result = self.fingerprint(text)
        self.assertEqual(result["locations"][0]["physicalLocation"]["artifactLocation"],
                         {"uri": "twin.c", "uriBaseId": "SRCROOT"})
        self.assertEqual(self.fingerprint("\n" * 10 + text)[0], first)
        self.assertEqual(self.fingerprint(text.replace(line, "\t  " + line))[0], first)
        self.assertEqual(self.fingerprint(text, "another folder")[0], first)
        changed = text.replace(line, "  u64 input = inputs[field + 0];")
        self.assertNotEqual(self.fingerprint(changed)[0], first)

    def test_the_root_may_be_another_folder(self):
        log = json.loads(sarif("--source-root", INPUTS.parent, INPUTS / "deny.asm"))
        place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        self.assertEqual(place, {"uri": "inputs/deny.asm", "uriBaseId": "SRCROOT"})


if __name__ == "__main__":
    unittest.main()
