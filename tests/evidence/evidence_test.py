#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The table of the evidence reads figures off the parts' outputs, and never takes silence for a good sign."""
import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import main
import parts

PROOFS = "alu add 64 proof 64 0.1 proved\n151 operations: 126 proved, 19 proved at small width only, 6 tested, " \
         "1 unsound, 0 not finished\n"
CONTAINMENT = """programs                    2000
  accepted                  1100  55.0 %
  faults of Assay              2
runs                       26400
  reached by solving          27
states compared          1234567
breaches                       3
"""
FORGERIES = "34790 forgeries in 20 s: 31296 past form and digest, 8007 well formed with one claim changed, 4637 " \
            "admitted, 20800 runs; 4 breaches, 5 faults of Assay\n"
KERNEL = "kernel: 1180 programs, 70 accepted by both, 56 by Assay only, 3 by the kernel only, 27 runs, " \
         "1 different results, 2 unexplained\n"
CONTRACTS = "contracts: 29 hooks, 63125 questions, 2 allowed by the contract only, 395 by the kernel only\n"
LIMITS = """ok     a maze 0: A305, 1.87 s, 65 MiB
BROKEN nested loops 3: not judged, 20.00 s, 181 MiB
at most 5 s and 512 MiB each
"""
REPLAY = """decode       1530 inputs,  1371 accepted,   0 broken,    0.0 s, slowest 0.00 s
verify       1530 inputs,   539 accepted,   1 broken,    1.8 s, slowest 0.16 s
"""
FUZZ = """target      executions    a second      corpus       edges    features     seconds     crashes
decode       3,221,951      29,290         120       1,200       3,400       1,001           0
verify          43,699         397         900       9,000      40,000         900           1
"""
MUTANTS = "killed 172 of 195 that are not equivalent: 88.2 %\n"
ALL = {"proofs": PROOFS, "mutants": MUTANTS, "containment": CONTAINMENT, "forgeries": FORGERIES, "kernel": KERNEL,
       "contracts": CONTRACTS, "limits": LIMITS,
       "fuzzing": FUZZ, "replay": REPLAY}


class Parse(unittest.TestCase):
    def found(self, name):
        return next(part for part in parts.PARTS if part.name == name).parse(ALL[name]).found

    def test_what_was_found_is_told(self):
        self.assertEqual(self.found("proofs"), "1 unsound, 0 without a proof")
        self.assertEqual(self.found("containment"), "3 breaches, 2 faults of Assay")
        self.assertEqual(self.found("forgeries"), "4 breaches, 5 faults of Assay")
        self.assertEqual(self.found("kernel"), "1 different results, 2 differences unexplained")
        self.assertEqual(self.found("contracts"), "2 allowed by a contract only")
        self.assertEqual(self.found("limits"), "1 beyond 5 s or 512 MiB")
        self.assertEqual(self.found("replay"), "1 broken")
        self.assertEqual(self.found("fuzzing"), "1 crashes")
        self.assertEqual(self.found("mutants"), "23 not noticed")

    def test_what_was_done_is_told(self):
        self.assertEqual(parts.parse_containment(CONTAINMENT).done,
                         "2,000 programs, 55.0 % accepted, 26,400 runs, 1,234,567 states checked, 27 sides reached by "
                         "solving")
        self.assertEqual(parts.parse_kernel(KERNEL).done, "1,180 programs, 70 accepted by both, 56 by Assay only, "
                         "3 by the kernel only; 27 runs in both")
        self.assertEqual(parts.parse_fuzz(FUZZ).done, "2 targets, 3,265,650 executions, at least 900 s each")
        self.assertIn("slowest 20.0 s, largest 181 MiB", parts.parse_limits(LIMITS).done)

    def test_a_kernel_that_may_not_be_asked_says_why(self):
        row = parts.parse_kernel("skipped: the host lets no test load programs\n")
        self.assertEqual((row.done, row.found), ("skipped: the host lets no test load programs", "not asked"))

    def test_output_that_ends_early_gives_no_figures(self):
        for part in parts.PARTS:
            with self.subTest(part.name):
                self.assertIsNone(part.parse(""))
        self.assertIsNone(parts.parse_containment(CONTAINMENT.replace("breaches", "")))
        self.assertIsNone(parts.parse_limits(LIMITS.replace("at most", "")))


class Time(unittest.TestCase):
    def run_of(self, seconds):
        return {part.name: share for part, share in parts.parts_for(seconds)}

    def test_little_time_leaves_out_what_takes_long_and_says_so(self):
        run = self.run_of(50)
        self.assertIsNone(run["mutants"])
        self.assertIsNone(run["limits"])
        self.assertIn("replay", run)
        self.assertNotIn("fuzzing", run)

    def test_much_time_runs_everything_within_it(self):
        run = self.run_of(7200)
        self.assertNotIn("replay", run)
        self.assertNotIn(None, run.values())
        self.assertAlmostEqual(sum(run.values()) + parts.MUTANTS_TAKE, 7200)

    def test_the_fuzzers_share_the_time_of_their_part(self):
        fuzz = next(part for part in parts.PARTS if part.name == "fuzzing")
        place = parts.Place("r", "b", "f", 2, 1)
        self.assertEqual(fuzz.command(place, 2250)[-2:], ["--in-all", "2250"])


class Run(unittest.TestCase):
    def row(self, shell, statuses=(0,)):
        part = parts.Part("replay", 1, 0, lambda place, seconds: ["sh", "-c", shell], parts.parse_replay, statuses)
        with tempfile.TemporaryDirectory() as folder:
            return main.run(part, 1, None, Path(folder))

    GOOD = "decode 10 inputs, 5 accepted, 0 broken"

    def test_a_good_end_is_good(self):
        self.assertTrue(self.row(f"echo '{self.GOOD}'")[1])

    def test_a_bad_exit_status_counts_whatever_the_output_says(self):
        row, good = self.row(f"echo '{self.GOOD}'; exit 1")
        self.assertFalse(good)
        self.assertIn("AGAINST", row.found)
        self.assertTrue(self.row(f"echo '{self.GOOD}'; exit 77", (0, 77))[1])

    def test_no_figures_are_no_good_end(self):
        row, good = self.row("exit 0")
        self.assertFalse(good)
        self.assertEqual(row.found, "UNKNOWN")

    def test_the_list_names_what_would_run(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            main.main(["--root", ".", "--build", "b", "--fuzz-build", "f", "--list", "--seconds", "600"])
        self.assertEqual(out.getvalue().split(), ["proofs", "containment", "forgeries", "kernel", "contracts",
                                                  "limits", "fuzzing"])


if __name__ == "__main__":
    unittest.main()
