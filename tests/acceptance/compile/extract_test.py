#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Annotated headers give contracts, contradictions of a header are told at their places, and content that
asks for more than a header supplies is refused where it stands.

usage: extract_test.py ASSAY INCLUDE_FOLDER DATA_FOLDER EXAMPLE_FOLDER

The first comments of each header and source in DATA_FOLDER say what is told, one `expect: CODE at
LINE:COLUMN` (or `expect: CODE` for no place) a line, all of it in one run; a file without any is sound.
A source is a sensor of the hook in detection.h, or in the header that a line `hook: FILE` names.
"""
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

EXAMPLE, DATA, INCLUDE, ASSAY = (Path(sys.argv.pop()).resolve() for _ in range(4))
HOOK = re.compile(r"^// hook: (\S+)$", re.M)
EXPECTED = re.compile(r"^// expect: (A\d{3})(?: at (\d+):(\d+))?$", re.M)
TOLD = re.compile(r"^(?:assay|[^:\n]+:(\d+):(\d+)): error: .* \[(A\d{3})\]$", re.M)
HOOKS = ("process", "netevent", "bind", "sock_addr_connect", "sock_addr_recv_accept",
         "sock_addr_connect_authorization", "sock_addr_bind", "sock_addr_listen", "sock_ops", "xdp")


def run(*command, folder=DATA, text=None):
    return subprocess.run([ASSAY, *command], cwd=folder, text=True, check=False, input=text or "",
                          capture_output=True, timeout=120)


def extract(*arguments, **options):
    return run("contract", "extract", *arguments, "-I", INCLUDE, **options)


def places(found):
    """(code, line, column), with 0 for what has no place."""
    return [(code, int(line or 0), int(column or 0)) for code, line, column in found]


def expected(path):
    return places(EXPECTED.findall(path.read_text()))


def told(text):
    return places((code, line, column) for line, column, code in TOLD.findall(text))


class Platform(unittest.TestCase):
    HEADER = INCLUDE / "assay_windows.h"

    def test_every_hook_of_windows_extracts_to_its_built_in_contract(self):
        for hook in HOOKS:
            for name in (hook, f"windows/{hook}"):
                done = extract(self.HEADER, "--hook", name)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertEqual(done.stdout, run("contract", "show", f"windows/{hook}").stdout)

    def test_the_whole_header_gives_all_of_them_in_order(self):
        done = extract(self.HEADER)
        shown = [run("contract", "show", f"windows/{hook}").stdout for hook in HOOKS]
        self.assertEqual((done.returncode, done.stderr, done.stdout), (0, "", "\n".join(shown)))
        listed = run("contract", "list").stdout.split()
        self.assertEqual([name for name in listed if name.startswith("windows/")],
                         [f"windows/{hook}" for hook in HOOKS])

    def test_standard_input_is_a_header_too(self):
        done = extract("-", text=self.HEADER.read_text())
        self.assertEqual((done.returncode, done.stdout), (0, extract(self.HEADER).stdout))

    def test_what_is_built_in_already_changes_nothing(self):
        # Every field of every contract equals the built-in one, or this would be refused.
        source = DATA.parent / "cli" / "inputs" / "pass.asm"
        done = run("verify", "--contract-header", self.HEADER, source)
        verdict = [judged.stdout.split("\n")[0].rpartition(",")[0]  # without the seconds
                   for judged in (done, run("verify", source))]
        self.assertEqual((done.returncode, verdict[0]), (0, verdict[1]))

    def test_a_built_in_hook_that_says_otherwise_is_refused(self):
        # What `contract show` does not print counts too: the slack of a region.
        changes = {"PROCESS_DENY = -1073741790": "PROCESS_DENY = 2",
                   "ASSAY_BEGIN(command_line, 65535)":
                       "ASSAY_BEGIN(command_line, 65535) ASSAY_REGION_SLACK(65536)",
                   "u64 process_id ASSAY_READ_ONLY": "u64 process_id ASSAY_WRITABLE"}
        for before, after in changes.items():
            text = self.HEADER.read_text()
            self.assertIn(before, text)
            with tempfile.TemporaryDirectory() as folder:
                header = Path(folder) / "changed.h"
                header.write_text(text.replace(before, after, 1))
                self.assertEqual(extract(header).returncode, 0)
                done = run("verify", "-I", INCLUDE, "--contract-header", header,
                           DATA.parent / "cli" / "inputs" / "pass.asm")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn("built in and differs", done.stderr)
            self.assertEqual([code for code, *_ in told(done.stderr)], ["A139"])

    def test_annotations_leave_no_trace_in_objects(self):
        source = "#include <assay_windows.h>\n" \
                 'SEC("bind") int hook(bind_md_t *ctx) { return ctx->operation & 1; }\n'
        plain = re.sub(r" ASSAY_(?!PLATFORM)[A-Z0-9_]+(\([^()]*\))?", "", self.HEADER.read_text())
        self.assertNotIn("ASSAY_READ_ONLY", plain)
        objects = []
        for text in (self.HEADER.read_text(), plain):
            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder)
                (place / "assay_windows.h").write_text(text)
                (place / "assay_contract.h").write_text((INCLUDE / "assay_contract.h").read_text())
                (place / "sensor.c").write_text(source)
                done = run("compile", "-I", ".", "-o", "sensor.o", "sensor.c", "--", "-gdwarf-4",
                           "-fdebug-compilation-dir=.", folder=place)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                objects.append((place / "sensor.o").read_bytes())
        self.assertEqual(*objects)


class Headers(unittest.TestCase):
    def test_contradictions_are_told_at_their_places_and_all_of_them(self):
        for header in sorted(DATA.glob("*.h")):
            with self.subTest(header.name):
                done = extract(header.name)
                self.assertEqual(told(done.stderr), expected(header), done.stderr)
                bad = bool(expected(header))
                self.assertEqual((done.returncode, done.stdout == ""), (2 if bad else 0, bad))

    def test_a_header_that_cannot_be_used_stops_the_commands_that_need_it(self):
        for command in (("verify",), ("compile", "-o", "none.o")):
            for header in ("bad_sense.h", "no_hook.h", "missing.h", "."):
                done = run(*command, "-I", INCLUDE, "--contract-header", header, "content_fits.c")
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertTrue(done.stderr)
        self.assertFalse((DATA / "none.o").exists())

    def test_an_unknown_hook_has_a_suggestion(self):
        done = extract("detection.h", "--hook", "detecton")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("the nearest is detection", done.stderr)

    def test_broken_c_is_told_as_a_compiler_does(self):
        done = extract("-", text="typedef struct { int a }\n")
        self.assertEqual(done.returncode, 2)
        self.assertEqual({code for code, *_ in told(done.stderr)}, {"A118"})

    def test_a_header_nested_too_deeply_is_bad_input(self):
        done = extract("-", text="int a = " + "(" * 400000 + "1" + ")" * 400000 + ";\n")
        self.assertEqual(done.returncode, 2, done.stderr[:500])


class Content(unittest.TestCase):
    def verify(self, source, *arguments):
        named = HOOK.search((DATA / source).read_text())
        header = named.group(1) if named else "detection.h"
        done = run("verify", "--format", "json", "-I", INCLUDE, "--contract-header", header,
                   *arguments, source)
        self.assertEqual(done.stderr, "")
        programs = json.loads(done.stdout)["programs"]
        return programs, done.returncode

    def test_content_is_refused_at_its_line_and_content_that_fits_is_accepted(self):
        for source in sorted(DATA.glob("*.c")):
            with self.subTest(source.name):
                wanted = expected(source)
                programs, status = self.verify(source.name)
                found = [(finding["code"], finding["line"], finding["column"])
                         for program in programs for finding in program["findings"]]
                self.assertEqual((found, status), (wanted, 1 if wanted else 0))

    def test_every_optimisation_refuses_the_same(self):
        for level in "0123s":
            programs, status = self.verify("content_old_template.c", f"-O{level}")
            findings = [finding for program in programs for finding in program["findings"]]
            self.assertEqual(([(f["code"], f["line"]) for f in findings], status), ([("A503", 13)], 1))

    def test_compile_refuses_it_too(self):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "none.o"
            for name in ("content_rules.c", "content_table.c", "content_code.c"):
                done = run("compile", "-I", INCLUDE, "--contract-header", "detection.h", "-o", made,
                           name)
                self.assertEqual((done.returncode, made.exists()), (1, False))
                self.assertEqual(told(done.stderr), expected(DATA / name))

    def test_without_the_header_no_contract_has_the_section(self):
        done = run("verify", "-I", INCLUDE, "content_fits.c")
        self.assertEqual(done.returncode, 2)
        self.assertIn("[A140]", done.stderr)

    def test_variables_have_no_memory_unless_the_header_says_so(self):
        sensor = ('static int events;\n__attribute__((section("detection"), used)) '
                  'int count(void *ctx) { return events++ & 1; }\n')
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "count.o"
            compiled = run("compile", "--contract", "windows/process", "-o", made, "-", text=sensor)
            self.assertEqual(compiled.returncode, 0, compiled.stderr)
            refused = run("verify", "-I", INCLUDE, "--contract-header", "detection.h", made)
            self.assertEqual(refused.returncode, 1, refused.stdout)
            self.assertIn("variables in '.bss', but windows/detection does not support", refused.stdout)
            self.assertIn("[A208]", refused.stdout)

    def test_the_contract_of_a_header_may_be_named(self):
        for name in ("detection", "windows/detection"):
            self.assertEqual(self.verify("content_fits.c", "--contract", name)[1], 0)
        done = run("verify", "-I", INCLUDE, "--contract-header", "detection.h", "--contract", "detecton",
                   "content_fits.c")
        self.assertIn("the nearest is detection", done.stderr)


class Example(unittest.TestCase):
    def test_the_sensor_of_the_worked_example_is_accepted(self):
        done = run("verify", "-I", INCLUDE, "--contract-header", "file_open.h", "no_writes_to_hosts.c",
                   folder=EXAMPLE)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout)
        self.assertIn("windows/file_open", done.stdout)


if __name__ == "__main__":
    unittest.main()
