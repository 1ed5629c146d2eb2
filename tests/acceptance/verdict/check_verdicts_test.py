# SPDX-License-Identifier: Apache-2.0
"""The runner itself must be able to say no."""
import tempfile
import unittest
from pathlib import Path

import check_verdicts
from expectations import Expectation, Job, expectation, jobs_of, safe_form

SAFE = Expectation(Path("/r/a.c"), "linux/xdp", True, levels=("O1", "O2"))
UNSAFE = Expectation(Path("/r/b.c"), "linux/xdp", False, "A501", 7, twin_of="a.c", event="b.event.json",
                     levels=("O1",))
TWICE = Expectation(Path("/r/c.c"), "linux/xdp", False, "A501", 7, also=("A401:9", "A501:7"),
                    levels=("O1",))


def program(verdict, *findings, contract="linux/xdp"):
    return {"verdict": verdict, "contract": contract,
            "findings": [{"code": code, "line": line} for code, line in findings]}


def judged(wanted, *programs, faults=()):
    return check_verdicts.judge(Job("name", Path("/x"), wanted), list(programs), list(faults))


class JudgeTest(unittest.TestCase):
    def test_what_the_header_promises_is_right(self):
        self.assertEqual(judged(SAFE, program("accept")), "")
        self.assertEqual(judged(UNSAFE, program("reject", ("A501", 7))), "")
        self.assertEqual(
            judged(TWICE, program("reject", ("A501", 7), ("A501", 7), ("A401", 9))), "")

    def test_everything_else_is_wrong(self):
        for wanted, programs in (
                (SAFE, [program("reject", ("A501", 7))]),
                (SAFE, [program("error", ("A101", None))]),
                (SAFE, []),
                (SAFE, [program("accept"), program("reject", ("A501", 7))]),
                (SAFE, [program("accept", contract="linux/tc")]),
                (UNSAFE, [program("reject", ("A501", 8))]),
                (UNSAFE, [program("reject", ("A502", 7))]),
                (UNSAFE, [program("reject", ("A501", 7), ("A502", 9))]),
                (TWICE, [program("reject", ("A501", 7), ("A401", 9))]),
                (TWICE, [program("reject", ("A501", 7), ("A501", 7), ("A401", 8))]),
                (UNSAFE, [program("error", ("A501", 7))])):
            with self.subTest(wanted=wanted.accept, programs=programs):
                self.assertNotEqual(judged(wanted, *programs), "")
        self.assertNotEqual(judged(SAFE, program("accept"), faults=["schema"]), "")

    def test_an_accepted_unsafe_program_is_never_known(self):
        off = {"b.O1.v1.o": judged(UNSAFE, program("accept"))}
        self.assertEqual(off["b.O1.v1.o"], check_verdicts.NEVER_KNOWN)
        told = list(check_verdicts.compare_with_known(off, dict(off), set(off)))
        self.assertEqual(len(told), 2)


class KnownTest(unittest.TestCase):
    def told(self, off, known, names=("a", "b")):
        return list(check_verdicts.compare_with_known(off, known, set(names)))

    def test_the_list_must_be_exact(self):
        self.assertEqual(self.told({"a": "reject A002:1"}, {"a": "reject A002:1"}), [])
        self.assertEqual(len(self.told({"a": "reject A002:1"}, {})), 1)
        self.assertEqual(len(self.told({"a": "reject A002:1"}, {"a": "timeout"})), 1)
        self.assertEqual(len(self.told({}, {"a": "reject A002:1"})), 1)

    def test_lines_of_other_areas_are_left_alone(self):
        self.assertEqual(self.told({}, {"elsewhere": "timeout"}), [])

    def test_reading_gives_back_what_was_written(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "known.txt"
            path.write_text("# why\n")
            known = {"b": "timeout", "a": "reject A002:1; reject A501:2"}
            check_verdicts.write_known(path, known)
            self.assertEqual(check_verdicts.read_known(path), known)
            self.assertTrue(path.read_text().startswith("# why\na: "))


class TimeTest(unittest.TestCase):
    JOB = Job("a.o", Path("/a.o"), SAFE)

    def told(self, seconds, *later):
        """What is said of an input that took so long, and so long each time that it was judged again."""
        reports = iter([([{"seconds": each}] if each else [], []) for each in later])
        failures, remarks = check_verdicts.check_time(
            [self.JOB], {"/a.o": ([{"seconds": seconds}], [])}, 0.25, lambda path: next(reports))
        return len(failures), len(remarks), len(list(reports))

    def test_only_what_is_late_each_time_fails(self):
        self.assertEqual(self.told(0.01), (0, 0, 0))
        self.assertEqual(self.told(0.2, 0.1), (0, 1, 1))
        self.assertEqual(self.told(0.3, 0.26, 0.2, 0.1), (0, 1, 1))
        self.assertEqual(self.told(0.3, 0.26, 0.27, 0.26), (1, 0, 0))
        self.assertEqual(self.told(0.3, None, None, None), (1, 0, 0))


class HeaderTest(unittest.TestCase):
    def read(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_text(text)
            return expectation(path)

    def test_reads_both_kinds_of_comment(self):
        c = self.read("a.c", "// SPDX\n/* What\n * contract: linux/xdp\n * expect: accept\n"
                             " * levels: O1 Os\n */\nint expect;\n")
        self.assertTrue(c.accept)
        self.assertEqual(c.levels, ("O1", "Os"))
        asm = self.read("a.asm", "// contract: linux/xdp\n// expect: reject\n// code: A501\n"
                                 "// line: 5\n  exit\n// code: A502\n")
        self.assertEqual((asm.accept, asm.code, asm.line), (False, "A501", 5))

    def test_a_header_without_a_promise_is_an_error(self):
        for name, text in (("a.asm", "  exit\n"), ("a.asm", "// expect: accept\n"),
                           ("a.asm", "// expect: perhaps\n// contract: linux/xdp\n"),
                           ("a.asm", "// expect: reject\n// contract: linux/xdp\n// code: A501\n"),
                           ("a.c", "// expect: accept\n// contract: linux/xdp\n")):
            with self.subTest(text=text), self.assertRaises(ValueError):
                self.read(name, text)

    def test_names_every_input_and_the_safe_form_built_alike(self):
        root, objects = Path("/r"), Path("/o")
        names = [job.name for job in jobs_of(SAFE, root, objects)]
        self.assertEqual(names, ["a.O1.v1.o", "a.O1.v3.o", "a.O2.v1.o", "a.O2.v3.o"])
        twin = jobs_of(UNSAFE, root, objects)[1]
        self.assertEqual(safe_form(twin, root, objects), ("a.O1.v3.o", Path("/o/a.O1.v3.o")))


if __name__ == "__main__":
    unittest.main()
