#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`assay compile` has a compiler's manners: outputs whole or absent, one clear error, exit status 2.

usage: compile_test.py ASSAY
"""
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ASSAY = Path(sys.argv.pop()).resolve()
GOOD = '__attribute__((section("xdp"), used)) int pass(void *ctx) { return 2; }\n'


class Compile(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name, text):
        (self.root / name).write_text(text)
        return name

    def run_assay(self, *arguments, stdin="", assay=ASSAY):
        return subprocess.run([assay, *arguments], cwd=self.root, input=stdin, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

    def files(self):
        return sorted(path.name for path in self.root.iterdir())

    def assert_refused(self, done, *words, errors=1):
        """Exit status 2, `errors` errors that say `words`, and nothing but the inputs left behind."""
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("error: "), errors, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_a_sensor_compiles_to_an_object_named_after_it(self):
        done = self.run_assay("compile", self.write("sensor.c", GOOD))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.files(), ["sensor.c", "sensor.o"])
        object_bytes = (self.root / "sensor.o").read_bytes()
        self.assertEqual(object_bytes[:5], b"\x7fELF\x02")
        self.assertEqual(int.from_bytes(object_bytes[18:20], "little"), 247)  # EM_BPF
        self.assertIn(b".BTF.ext", object_bytes)

    def test_rights_are_those_of_any_output(self):
        self.run_assay("compile", self.write("sensor.c", GOOD))
        mask = os.umask(0)
        os.umask(mask)
        self.assertEqual((self.root / "sensor.o").stat().st_mode & 0o777, 0o666 & ~mask)

    def test_options_of_a_compiler(self):
        (self.root / "headers").mkdir()
        self.write("headers/value.h", "#pragma once\n#define VALUE 2\n")
        source = self.write("sensor.c", '#include "value.h"\n' + GOOD.replace("2", "VALUE + MORE"))
        done = self.run_assay("compile", "-Iheaders", "-DMORE=0", "-O1", "-g", "-std=gnu11", "--cpu", "v2",
                              "-MD", "-MF", "deps.d", "-o", "out.o", source, "--", "-Wall", "-DUNUSED")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.files(), ["deps.d", "headers", "out.o", "sensor.c"])
        self.assertEqual((self.root / "deps.d").read_text(), "out.o: sensor.c \\\n  headers/value.h\n")

    def test_own_headers_of_clang_are_found(self):
        source = self.write("sensor.c", "#include <stddef.h>\n#include <stdint.h>\n"
                            "_Static_assert(sizeof(size_t) == sizeof(uint64_t), \"\");\n" + GOOD)
        done = self.run_assay("compile", "-MD", source)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("stddef.h", (self.root / "sensor.d").read_text())
        self.run_assay("compile", "-MMD", source)
        self.assertEqual((self.root / "sensor.d").read_text(), "sensor.o: sensor.c\n")

    def test_standard_input_and_output(self):
        done = subprocess.run([ASSAY, "compile", "-", "-o", "-"], input=GOOD.encode(), check=True,
                              capture_output=True, timeout=60)
        self.assertEqual(done.stdout[:4], b"\x7fELF")
        self.assert_refused(self.run_assay("compile", "-", stdin=GOOD), "needs -o", "[A117]")
        self.assert_refused(self.run_assay("compile", "-", "-o", "out.o", stdin="int a = b;"),
                            "<stdin>:1:9: error: ", "[A118]")
        self.assertEqual(self.files(), [])

    def test_broken_c(self):
        source = self.write("sensor.c", "int f(void) {\n  return 1\n}\n")
        self.write("sensor.o", "old")
        done = self.run_assay("compile", "-MD", source)
        self.assert_refused(done, "sensor.c:2:11: error: expected ';' after return statement [A118]",
                            "    2 |   return 1\n      |           ^\n")
        self.assertEqual(self.files(), ["sensor.c", "sensor.o"])
        self.assertEqual((self.root / "sensor.o").read_text(), "old")

    def test_every_error_of_a_source_is_told(self):
        done = self.run_assay("compile", self.write("sensor.c", "int a = b;\nint c = d;\n"))
        self.assert_refused(done, "sensor.c:1:9: error: ", "sensor.c:2:9: error: ", errors=2)

    def test_a_missing_header(self):
        done = self.run_assay("compile", self.write("sensor.c", '#include "absent.h"\n' + GOOD))
        self.assert_refused(done, "sensor.c:1:10: error: 'absent.h' file not found [A118]")
        self.assertEqual(self.files(), ["sensor.c"])

    def test_inputs_that_are_no_source(self):
        (self.root / "folder.c").mkdir()
        self.assert_refused(self.run_assay("compile", "folder.c"), "folder.c: Is a directory [A101]")
        self.assert_refused(self.run_assay("compile", "absent.c"), "absent.c: No such file", "[A101]")
        self.assertEqual(self.files(), ["folder.c"])

    def test_a_hundred_megabytes_of_braces(self):
        self.write("sensor.c", "{" * (100 << 20))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        self.assert_refused(self.run_assay("compile", "sensor.c"), "larger than", "[A109]")
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before, 5)
        self.assertEqual(self.files(), ["sensor.c"])

    def test_deep_nesting_ends_in_one_error(self):
        for name, text in (("braces", "int f(void) {" + "{" * (1 << 20)),
                           ("parentheses", "int a = " + "(" * (1 << 20)),
                           ("brackets", "int a" + "[1" * (1 << 20))):
            with self.subTest(name=name):
                self.assert_refused(self.run_assay("compile", self.write("sensor.c", text)), "nesting level")
        self.assertEqual(self.files(), ["sensor.c"])

    def test_deep_expressions_neither_crash_nor_leave_anything(self):
        for name, text in (("minus", "int f(int x) { return " + "- " * 10000 + "x; }"),
                           ("sum", "int f(int x) { return x" + "+x" * 10000 + "; }"),
                           ("stars", "int " + "*" * 10000 + "p;")):
            with self.subTest(name=name):
                done = self.run_assay("compile", "-O1", self.write("sensor.c", text))
                self.assertIn(done.returncode, (0, 2), done.stderr[:400])
                self.assertEqual("sensor.o" in self.files(), done.returncode == 0)
                (self.root / "sensor.o").unlink(missing_ok=True)

    def test_too_many_casts_are_an_error_of_the_source(self):
        self.write("sensor.c", "int f(long x) {\n  return " + "(int)(long)" * 15000 + "x;\n}\n")
        self.assert_refused(self.run_assay("compile", "sensor.c"), "sensor.c:2:", "nests too deeply", "[A109]")
        self.assertEqual(self.files(), ["sensor.c"])

    def test_what_the_machine_has_no_instruction_for_is_told_at_its_place(self):
        # LLVM ends the process at each of these, or dies.
        hook = '__attribute__((section("xdp"), used)) int f(void *ctx) { return %s; }\n'
        for call, word in (("__sync_fetch_and_nand(&word, 1)", "AtomicLoadNand"),
                           ("__atomic_fetch_max(&word, 1, 0)", "AtomicLoadUMax"),
                           ("(__sync_synchronize(), 2)", "AtomicFence")):
            with self.subTest(call=call):
                done = self.run_assay("compile", self.write("sensor.c", "static unsigned word;\n" + hook % call))
                self.assert_refused(done, "sensor.c:2:", f"no instruction for this operation ({word})", "[A118]",
                                    "    2 | __attribute__")
        for call, word in (("(int)(long)__builtin_return_address(0)", "unimplemented opcode"),
                           ("(int)(long)__builtin_frame_address(0)", "unimplemented opcode"),
                           ("__builtin_btf_type_id(*(int *)0, 9)", "Incorrect flag")):
            with self.subTest(call=call):
                done = self.run_assay("compile", self.write("sensor.c", hook % call))
                self.assert_refused(done, "the compiler cannot generate BPF code for this source: ", word, "[A118]")
        text = "static unsigned char byte;\n" + hook % "__sync_fetch_and_add(&byte, 1)"
        done = self.run_assay("compile", self.write("sensor.c", text))
        self.assert_refused(done, "unsupported atomic operation", "[A118]")
        text = 'register unsigned long r asm("r9");\n' + hook % "r"
        self.assert_refused(self.run_assay("compile", self.write("sensor.c", text)), "registers", "[A118]")
        self.assertEqual(self.files(), ["sensor.c"])

    def test_outputs_that_cannot_be_written(self):
        source = self.write("sensor.c", GOOD)
        (self.root / "folder.o").mkdir()
        for output in ("absent/out.o", "folder.o", "/dev/full"):
            with self.subTest(output=output):
                done = self.run_assay("compile", source, "-o", output)
                self.assert_refused(done, output, "[A119]")
        self.assertEqual(self.files(), ["folder.o", "sensor.c"])

    def test_a_device_is_written_to_and_a_link_followed(self):
        source = self.write("sensor.c", GOOD)
        self.assertEqual(self.run_assay("compile", source, "-o", "/dev/null").returncode, 0)
        self.assertTrue(Path("/dev/null").is_char_device())
        self.write("real.o", "old")
        (self.root / "link.o").symlink_to("real.o")
        self.assertEqual(self.run_assay("compile", source, "-o", "link.o").returncode, 0)
        self.assertTrue((self.root / "link.o").is_symlink())
        self.assertNotEqual((self.root / "real.o").read_bytes(), b"old")

    def test_unusable_flags(self):
        source = self.write("sensor.c", GOOD)
        for flags in (["-E"], ["-S"], ["other.c"], ["-fno-such-flag"], ["--target=x86_64-linux-gnu"]):
            with self.subTest(flags=flags):
                done = self.run_assay("compile", source, "--", *flags)
                self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(self.run_assay("compile", "--cpu", "v9", source).returncode, 2)
        self.assertEqual(self.files(), ["sensor.c"])

    def database(self, text):
        (self.root / "build").mkdir(exist_ok=True)
        self.write("build/compile_commands.json", text)

    def test_a_compilation_database_has_the_flags(self):
        (self.root / "build/headers").mkdir(parents=True)
        self.write("build/headers/value.h", "#define VALUE 2\n")
        self.write("sensor.c", '#include "value.h"\n' + GOOD.replace("2", "VALUE + MORE - LESS"))
        command = ("clang -target x86_64-linux-gnu -Iheaders -DMORE=1 -DLESS='(1 + 0)' -MD -MF sensor.d "
                   "-o sensor.o -c ../sensor.c")
        self.database(json.dumps([{"directory": str(self.root / "build"), "file": "../sensor.c",
                                   "command": command}]))
        done = self.run_assay("compile", "-p", "build", "-MMD", "sensor.c")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.files(), ["build", "sensor.c", "sensor.d", "sensor.o"])
        self.assertIn("headers/value.h", (self.root / "sensor.d").read_text())
        done = self.run_assay("verify", "-p", "build", "-DLESS=x", "sensor.c")
        self.assertIn("use of undeclared identifier 'x'", done.stderr)  # what is said by hand wins

    def test_a_database_that_does_not_help(self):
        self.write("sensor.c", GOOD)
        self.assert_refused(self.run_assay("compile", "-p", "build", "sensor.c"),
                            "build/compile_commands.json: No such file", "[A121]")
        for text, word in (("[{", "compile_commands.json: "), ("{}", "compile_commands.json: "), ("", ": "),
                           ("[[]]", ": "), ("[" * 100000, ": "), ("[]", "no command for sensor.c"),
                           ('[{"directory": "/", "file": "other.c", "command": "clang other.c"}]',
                            "no command for sensor.c")):
            with self.subTest(text=text[:40]):
                self.database(text)
                self.assert_refused(self.run_assay("compile", "-p", "build", "sensor.c"), word, "[A121]")
        done = self.run_assay("verify", "-p", "build", "sensor.c")
        self.assertEqual(done.returncode, 2)
        self.assertIn("[A121]", done.stderr)
        self.assert_refused(self.run_assay("compile", "-p", "build", "-o", "o.o", "-", stdin=GOOD), "[A117]")
        self.assertEqual(self.files(), ["build", "sensor.c"])

    def test_a_source_that_takes_too_long_ends_in_one_error(self):
        text = "int f(int x) {\n  return " + "".join(f"x == {i} ? {i * 7} : " for i in range(20000)) + "0;\n}\n"
        self.write("slow.c", text + GOOD)
        began = time.monotonic()
        self.assert_refused(self.run_assay("compile", "--time-limit", "1", "slow.c"), "1 second", "[A122]")
        self.assertLess(time.monotonic() - began, 15)
        self.assertEqual(self.files(), ["slow.c"])
        self.write("sensor.c", GOOD)
        done = self.run_assay("verify", "--time-limit", "1", "--contract", "linux/xdp", "--format", "json", "slow.c", "sensor.c")
        self.assertEqual(done.returncode, 2, done.stderr)
        slow, sensor = json.loads(done.stdout)["programs"]
        self.assertEqual([finding["code"] for finding in slow["findings"]], ["A122"])
        self.assertEqual(sensor["verdict"], "accept")
        self.assertEqual(self.run_assay("compile", "--time-limit", "0", "sensor.c").returncode, 2)

    def test_a_source_that_takes_too_much_memory_ends_in_one_error(self):
        # Each macro is sixteen of the one before: sixteen million numbers.
        text = "#define A 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,\n"
        for small, large in ("AB", "BC", "CD", "DE", "EF"):
            text += f"#define {large} {' '.join([small] * 16)}\n"
        self.write("hungry.c", text + "const int table[] = {F};\n" + GOOD)
        self.assert_refused(self.run_assay("compile", "--memory-limit", "200", "hungry.c"),
                            "takes more than 200 MiB", "[A109]")
        self.write("sensor.c", GOOD)
        done = self.run_assay("verify", "--contract", "linux/xdp", "--memory-limit", "200", "--format", "json", "hungry.c", "sensor.c")
        hungry, sensor = json.loads(done.stdout)["programs"]
        self.assertEqual([finding["code"] for finding in hungry["findings"]], ["A109"])
        self.assertEqual(sensor["verdict"], "accept")
        self.assertEqual(self.files(), ["hungry.c", "sensor.c"])

    def test_devices_and_pipes_are_not_read(self):
        os.mkfifo(self.root / "pipe.h")
        for line in ('#include "/dev/zero"', '#include "pipe.h"', 'const char b[] = {\n#embed "/dev/zero"\n};'):
            with self.subTest(line=line):
                began = time.monotonic()
                done = self.run_assay("compile", self.write("sensor.c", line + "\n" + GOOD))
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn("[A118]", done.stderr)
                self.assertLess(time.monotonic() - began, 10)

    def test_variables_have_memory_under_the_built_in_contracts(self):
        source = self.write("sensor.c", "int events;\n" + GOOD.replace("return 2", "return events++ & 1"))
        self.assertEqual(self.run_assay("compile", "--contract", "linux/xdp", source).returncode, 0)
        for contract in ("linux/xdp", "unspec"):
            accepted = self.run_assay("verify", "--contract", contract, "sensor.o")
            self.assertEqual(accepted.returncode, 0, accepted.stdout)

    def test_repairs_stand_below_the_line(self):
        done = self.run_assay("compile", self.write("sensor.c", "int f(void) {\n  return 1\n}\n"))
        self.assertIn("    2 |   return 1\n      |           ^\n      |           ;\n", done.stderr)

    def test_a_helper_that_is_misspelt_is_found(self):
        helpers = ("static void *(*const bpf_map_lookup_elem)(const void *map, const void *key) = (void *)1;\n"
                   "static long (*const bpf_map_delete_elem)(const void *map, const void *key) = (void *)3;\n")
        call = '__attribute__((section("xdp"), used)) int f(void *ctx) {\n  int m = 0;\n  return %s ? 2 : 1;\n}\n'
        source = self.write("sensor.c", helpers + call % "bpf_map_lookup_elm(&m, &m)")
        fixed = "      |          bpf_map_lookup_elem\n"
        done = self.run_assay("compile", source)
        self.assertIn("      |          ^\n" + fixed, done.stderr)
        self.assertIn("help: did you mean 'bpf_map_lookup_elem'?", done.stderr)
        # Other arguments, or a name that is as near to another one.
        for text in ("bpf_map_lookup_elm(&m)", "bpf_map_lookup_elm(&m, 2)", "bpf_map_elem(&m, &m)"):
            with self.subTest(text=text):
                done = self.run_assay("compile", self.write("sensor.c", helpers + call % text))
                self.assertEqual(done.returncode, 2)
                self.assertNotIn("did you mean", done.stderr)

    def test_a_missing_front_end_is_an_error_for_sources_only(self):
        (self.root / "bin").mkdir()
        alone = self.root / "bin" / "assay"
        shutil.copy2(ASSAY, alone)
        source = self.write("sensor.c", GOOD)
        self.assertEqual(self.run_assay("--version", assay=alone).returncode, 0)
        self.assert_refused(self.run_assay("compile", source, assay=alone), "assay_c.so", "[A120]")
        done = self.run_assay("verify", source, assay=alone)
        self.assertEqual(done.returncode, 2)
        self.assertIn("[A120]", done.stderr)

    def test_the_front_end_is_loaded_for_sources_only(self):
        if shutil.which("strace") is None:
            maps = subprocess.run(["ldd", ASSAY], capture_output=True, text=True, check=True).stdout
            self.assertNotIn("clang", maps)
            return
        done = subprocess.run(["strace", "-f", "-e", "trace=openat", ASSAY, "--version"],
                              capture_output=True, text=True, check=True)
        self.assertNotIn("clang", done.stderr)


if __name__ == "__main__":
    unittest.main()
