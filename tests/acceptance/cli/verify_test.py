#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`assay verify` with pipes, files for reports, and repairs: what the cases of tests/data/cli cannot say.

usage: verify_test.py ASSAY
"""
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

ASSAY = Path(sys.argv.pop()).resolve()
PASS = "// contract: windows/xdp\n  r0 = 1\n  exit\n"
GOOD = '__attribute__((section("tc"), used)) int pass(void *ctx) { return 2; }\n'
# Two semicolons are missing.
BROKEN = GOOD + "int f(void) {\n  return 1\n}\nint g(void) {\n  return 2\n}\n"

# An array of 20 numbers, and a place for the test of the index.
INDEXED = """#include <assay/bpf/assay_windows.h>
#define INPUTS 20
struct table { u32 field; u32 other; u32 inputs[INPUTS]; };
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct table);
  __uint(max_entries, 1);
} tables SEC(".maps");

SEC("process")
int choose(process_md_t *ctx) {
  u32 key = 0;
  struct table *table = bpf_map_lookup_elem(&tables, &key);
  if (!table) return PROCESS_PERMIT;
  u32 field = READ_ONCE(table->field), other = READ_ONCE(table->other);
  %s
  return PROCESS_PERMIT;
}
"""
DENY = "if (table->inputs[field] == other) return PROCESS_DENY;"


class Verify(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text):
        (self.root / name).write_text(text)
        return name

    def verify(self, *arguments, **options):
        return subprocess.run([ASSAY, "verify", *arguments], cwd=self.root, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60, **options)

    def object_bytes(self):
        self.write("sensor.c", GOOD)
        subprocess.run([ASSAY, "compile", "sensor.c"], cwd=self.root, check=True, timeout=60)
        return (self.root / "sensor.o").read_bytes()

    def test_an_object_comes_through_a_pipe(self):
        done = subprocess.run([ASSAY, "verify", "-"], input=self.object_bytes(), capture_output=True, check=False,
                              timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"accept  linux/", done.stdout)

    def test_an_object_comes_through_a_fifo(self):
        data = self.object_bytes()
        os.mkfifo(self.root / "fifo")
        writer = threading.Thread(target=lambda: (self.root / "fifo").write_bytes(data))
        writer.start()
        done = self.verify("fifo")
        writer.join()
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_source_comes_through_a_fifo(self):
        os.mkfifo(self.root / "sensor.c")
        writer = threading.Thread(target=lambda: (self.root / "sensor.c").write_text(GOOD))
        writer.start()
        done = self.verify("sensor.c")
        writer.join()
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_report_goes_to_the_file_and_text_to_the_console(self):
        self.write("pass.asm", PASS)
        done = self.verify("--format", "json", "-o", "report.json", "pass.asm", "absent.asm")
        self.assertEqual(done.returncode, 2)
        self.assertIn("accept  windows/xdp", done.stdout)
        self.assertIn("absent.asm: error: No such file or directory [A101]", done.stderr)
        report = json.loads((self.root / "report.json").read_text())
        self.assertEqual([program["verdict"] for program in report["programs"]], ["accept", "error"])
        done = self.verify("-o", "report.txt", "--color", "always", "pass.asm")
        self.assertIn("\033[", done.stdout)
        self.assertNotIn("\033[", (self.root / "report.txt").read_text())

    def test_an_output_that_cannot_be_written_is_an_error_of_its_own(self):
        self.write("pass.asm", PASS)
        with open("/dev/full", "w") as full:
            done = subprocess.run([ASSAY, "verify", "pass.asm"], cwd=self.root, text=True, check=False,
                                  stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 2)
        self.assertIn("[A119]", done.stderr)

    def test_repairs_are_made_in_the_sources_that_are_named(self):
        self.write("broken.c", BROKEN)
        done = self.verify("--fix", "broken.c")
        self.assertEqual(done.returncode, 2)
        self.assertIn("broken.c: 2 repairs were made", done.stderr)
        self.assertEqual((self.root / "broken.c").read_text(),
                         BROKEN.replace("return 1\n", "return 1;\n").replace("return 2\n", "return 2;\n"))
        done = self.verify("--fix", "broken.c")
        self.assertEqual((done.returncode, "made" in done.stderr), (0, False), done.stderr)

    def test_a_test_that_is_off_by_one_gets_the_other_operator(self):
        for test, mended in (
                ("if (field > INPUTS) return PROCESS_PERMIT;", "if (field >= INPUTS) return PROCESS_PERMIT;"),
                ("if (INPUTS < field) return PROCESS_PERMIT;", "if (INPUTS <= field) return PROCESS_PERMIT;"),
                ("if (field <= 20)", "if (field < 20)"),
                ("if (other != 3 && field <= INPUTS)", "if (other != 3 && field < INPUTS)"),
                ("if (other < 7 || field > INPUTS) return PROCESS_PERMIT;",
                 "if (other < 7 || field >= INPUTS) return PROCESS_PERMIT;"),
                ("if (field > INPUTS) field = 0;", "if (field >= INPUTS) field = 0;")):
            with self.subTest(test=test):
                self.write("index.c", INDEXED % f"{test} {DENY}")
                done = self.verify("--fix", "index.c")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("is off by one: write ", done.stdout)
                self.assertIn("1 repair was made", done.stderr)
                self.assertEqual((self.root / "index.c").read_text(), INDEXED % f"{mended} {DENY}")
                self.assertEqual(self.verify("index.c").returncode, 0)

    def test_a_test_that_another_operator_does_not_mend_is_left_alone(self):
        for test in (
                "if (field > INPUTS + 1) return PROCESS_PERMIT;",           # too far off
                "if (field >= INPUTS + 1) return PROCESS_PERMIT;",          # the operator is right
                "if (field > INPUTS || other > INPUTS) return PROCESS_PERMIT;",  # which of the two
                "if (field > INPUTS) return PROCESS_PERMIT; field += 1;"):  # the index is another
            with self.subTest(test=test):
                self.write("index.c", INDEXED % f"{test} {DENY}")
                done = self.verify("--fix", "index.c")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertNotIn("off by one", done.stdout)
                self.assertEqual((self.root / "index.c").read_text(), INDEXED % f"{test} {DENY}")

    def test_other_files_are_left_alone(self):
        self.write("broken.h", "static int f(void) {\n  return 1\n}\n")
        self.write("sensor.c", '#include "broken.h"\n' + GOOD)
        done = self.verify("--fix", "sensor.c")
        self.assertEqual(done.returncode, 2)
        self.assertIn("was not made: it lies in a file that is not on the command line", done.stderr)
        self.assertEqual((self.root / "broken.h").read_text(), "static int f(void) {\n  return 1\n}\n")


if __name__ == "__main__":
    unittest.main()
