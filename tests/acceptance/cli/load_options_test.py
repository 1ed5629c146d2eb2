#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--btf and --rodata on compiled sources: what is proved for every kernel, for one, and for settings.

usage: load_options_test.py ASSAY FOLDER

FOLDER holds the sources: kernel_*.c are compiled for their types, the others are verified.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ASSAY, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
del sys.argv[1:]


class LoadOptionsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.place.name)
        for kernel in ("old", "new"):
            subprocess.run([ASSAY, "compile", "-o", cls.folder / f"{kernel}.o", FOLDER / f"kernel_{kernel}.c"],
                           check=True, timeout=120)

    @classmethod
    def tearDownClass(cls):
        cls.place.cleanup()

    def verify(self, source, *options, program=None):
        """The one program's entry of the JSON report."""
        chosen = ["--program", program] if program else []
        done = subprocess.run([ASSAY, "verify", "--format", "json", *options, *chosen, FOLDER / source],
                              text=True, capture_output=True, timeout=120, cwd=self.folder)
        self.assertNotEqual(done.stdout, "", done.stderr)
        programs = json.loads(done.stdout)["programs"]
        self.assertEqual(len(programs), 1, done.stdout)
        return programs[0]

    def expect(self, verdict, source, *options, program=None):
        found = self.verify(source, *options, program=program)
        codes = [finding["code"] for finding in found["findings"]]
        expected = "accept" if verdict == "accept" else "reject"
        self.assertEqual(found["verdict"], expected, (source, options, program, found["findings"]))
        if verdict != "accept":
            self.assertEqual(codes[:1], [verdict])
        return found

    def test_what_a_kernel_may_have_or_lack_is_proved_both_ways(self):
        self.expect("A504", "core_exists.c", program="field")
        self.expect("A504", "core_exists.c", "--btf", "old.o", program="field")
        self.expect("accept", "core_exists.c", "--btf", "new.o", program="field")
        self.expect("A504", "core_exists.c", program="type")
        self.expect("A504", "core_exists.c", "--btf", "old.o", program="type")
        self.expect("accept", "core_exists.c", "--btf", "new.o", program="type")
        self.expect("A504", "core_exists.c", program="enumerator")
        self.expect("A504", "core_exists.c", "--btf", "old.o", program="enumerator")
        self.expect("accept", "core_exists.c", "--btf", "new.o", program="enumerator")

    def test_what_a_kernel_lacks_rests_on_its_modules(self):
        clause = "assumes that no module adds struct only_in_newer_kernels to these types"
        self.expect("A504", "core_exists.c", program="no_type")
        found = self.expect("accept", "core_exists.c", "--btf", "old.o", program="no_type")
        self.assertIn(clause, found["assumes"]["statements"])
        found = self.expect("accept", "core_exists.c", "--btf", "new.o", program="type")
        self.assertNotIn(clause, found["assumes"]["statements"])

    def test_types_from_a_pipe_are_read_no_further_than_their_begin_is_wanted(self):
        pipe = self.folder / "endless"
        os.mkfifo(pipe)
        writer = subprocess.Popen(["sh", "-c", f"exec head -c 1073741824 /dev/zero > '{pipe}'"], stderr=subprocess.PIPE)
        found = subprocess.run([ASSAY, "verify", "--btf", pipe, FOLDER / "core_exists.c"],
                               text=True, capture_output=True, timeout=120)
        writer.communicate(timeout=120)
        self.assertIn("is neither BTF nor", found.stderr)
        self.assertNotEqual(writer.returncode, 0, "it could write all of it")

    def test_a_size_is_any_until_a_kernel_says_it(self):
        self.expect("A703", "core_size.c", program="of_type")
        self.expect("accept", "core_size.c", "--btf", "old.o", program="of_type")
        self.expect("A703", "core_size.c", "--btf", "new.o", program="of_type")
        for program in ("of_number", "of_number_by_cases", "of_shift"):
            found = self.expect("accept", "core_size.c", program=program)
            self.assertIn("assumes the layout of struct task", found["assumes"]["statements"])
        self.expect("A703", "core_size.c", program="of_array")
        self.expect("accept", "core_size.c", "--btf", "old.o", program="of_array")

    def test_enumerators_are_any_number_until_a_kernel_says_them(self):
        self.expect("A501", "core_enum.c")
        self.expect("accept", "core_enum.c", "--btf", "old.o")
        self.expect("A501", "core_enum.c", "--btf", "new.o")

    def test_one_question_has_one_answer(self):
        self.expect("accept", "core_twice.c")

    def test_a_field_that_is_only_probed_rests_on_no_layout(self):
        found = self.expect("accept", "core_probe.c", program="guarded")
        self.assertEqual(found["assumes"]["btf"], {"target": None, "digest": None, "layouts": []})

    def test_what_a_kernel_lacks_is_refused_where_it_is_reached(self):
        self.expect("accept", "core_probe.c", "--btf", "old.o", program="guarded")
        self.expect("accept", "core_probe.c", "--btf", "new.o", program="unguarded")
        self.expect("A209", "core_probe.c", "--btf", "old.o", program="unguarded")

    def test_the_layout_of_what_is_accessed_is_named(self):
        found = self.expect("accept", "core_layout.c", program="record")
        self.assertEqual(found["assumes"]["btf"]["layouts"], ["struct event_record"])
        self.assertIn("assumes the layout of struct event_record", found["assumes"]["statements"])

    def test_a_target_replaces_the_assumption_and_is_named_by_its_digest(self):
        found = self.expect("accept", "core_layout.c", "--btf", "old.o", program="record")
        self.assertEqual(found["assumes"]["btf"]["layouts"], [])
        self.assertEqual(found["assumes"]["btf"]["target"], "old.o")
        self.assertRegex(found["assumes"]["btf"]["digest"], "^sha256:[0-9a-f]{64}$")

    def test_the_user_api_is_the_same_on_every_kernel(self):
        found = self.expect("accept", "core_layout.c", program="packet")
        self.assertEqual(found["assumes"]["btf"]["layouts"], [])

    def test_a_layout_that_contradicts_the_user_api_is_an_error(self):
        found = self.verify("core_contradiction.c")
        self.assertEqual((found["verdict"], found["findings"][0]["code"]), ("error", "A114"))

    def test_settings_are_proved_for_what_is_asked(self):
        found = self.expect("accept", "rodata.c")
        self.assertEqual(found["assumes"]["statements"], ["assumes .rodata as in the object"])
        self.expect("A501", "rodata.c", "--rodata", "any")
        self.expect("A501", "rodata.c", "--rodata", "settings")

    def test_what_is_no_setting_stays_as_it_is(self):
        self.expect("accept", "settings.c")
        found = self.expect("accept", "settings.c", "--rodata", "settings")
        self.assertEqual(found["assumes"]["read_only_data"][0]["from"], "settings")
        self.expect("A501", "settings.c", "--rodata", "any")

    def test_recorded_contents_have_the_size_of_the_section(self):
        recorded = self.folder / "limit.bin"
        recorded.write_bytes((5).to_bytes(4, "little"))
        self.expect("A501", "rodata.c", "--rodata", f".rodata={recorded}")
        recorded.write_bytes((1).to_bytes(4, "little"))
        found = self.expect("accept", "rodata.c", "--rodata", f".rodata={recorded}")
        self.assertEqual(found["assumes"]["statements"], ["assumes .rodata as recorded"])
        recorded.write_bytes(bytes(5))
        found = self.verify("rodata.c", "--rodata", f".rodata={recorded}")
        self.assertEqual((found["verdict"], found["findings"][0]["code"]), ("error", "A117"))
        found = self.verify("rodata.c", "--rodata", f".rodata.other={recorded}")
        self.assertEqual((found["verdict"], found["findings"][0]["code"]), ("error", "A117"))

    def test_on_windows_two_reads_of_a_setting_may_differ(self):
        found = self.expect("accept", "win_rodata.asm")
        self.assertIn("assumes that nobody writes .rodata", found["assumes"]["statements"])
        self.expect("A501", "win_rodata.asm", "--rodata", "any")
        self.expect("A501", "win_rodata.asm", "--rodata", "settings")

    def test_files_that_are_no_types_are_named(self):
        for text, code in ((b"", "A102"), (b"\x9f\xeb", "A108"), (b"\x7fELF", "A102")):
            bad = self.folder / "bad.btf"
            bad.write_bytes(text)
            done = subprocess.run([ASSAY, "verify", "--btf", bad, FOLDER / "rodata.c"], text=True,
                                  capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2)
            self.assertIn(code, done.stderr)
            self.assertIn("bad.btf", done.stderr)

    def test_wrong_words_are_usage_errors(self):
        for options in (["--rodata", "none"], ["--rodata", "=x"], ["--btf-base", "x"]):
            done = subprocess.run([ASSAY, "verify", *options, FOLDER / "rodata.c"], text=True,
                                  capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 2)
            self.assertIn("A117", done.stderr)


if __name__ == "__main__":
    unittest.main()
