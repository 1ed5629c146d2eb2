#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example hosts build against an install tree, with CMake and with pkg-config, and verify from memory;
the library exports what its header declares, and says what the program says.

usage: host_test.py CMAKE CC PREFIX EXAMPLE OBJECTS
"""
import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CMAKE, CC, PREFIX, EXAMPLE, OBJECTS = *sys.argv[1:3], *(Path(word).resolve() for word in sys.argv[3:])
del sys.argv[1:]
SAFE, TWIN = (OBJECTS / f"samples/packet-filter/{name}.O2.v3.o" for name in ("packet_filter", "packet_filter_twin"))
HEADER = PREFIX / "include/assay/assay.h"
LIBRARY = PREFIX / "lib/libassay.so"


def run(*command, **options):
    return subprocess.run(list(map(str, command)), text=True, check=False, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


class Hosts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = Path(folder.name)
        source, build = cls.root / "host", cls.root / "build"
        shutil.copytree(EXAMPLE, source)
        for command in ((CMAKE, "-S", source, "-B", build, "-D", f"CMAKE_PREFIX_PATH={PREFIX}"),
                        (CMAKE, "--build", build)):
            done = run(*command)
            assert done.returncode == 0, done.stdout
        cls.hosts = [build / "host_c", build / "host_cpp"]

    def assert_host(self, objects, status, *words):
        for host in self.hosts:
            with self.subTest(host=host.name):
                done = run(host, *objects)
                self.assertEqual(done.returncode, status, done.stdout)
                for word in words:
                    self.assertRegex(done.stdout, word)

    def test_a_safe_sample_is_accepted(self):
        self.assert_host([SAFE], 0, r"accepted, at most \d+ instructions")

    def test_its_twin_is_refused_at_its_line(self):
        told = run(PREFIX / "bin/assay", "verify", TWIN).stdout
        place = re.search(r"packet_filter_twin\.c:\d+", told)[0]
        code = re.search(r"\[A\d\d\d\]", told)[0]
        self.assert_host([TWIN], 1, re.escape(place) + ": .* " + re.escape(code), "help: ")

    def test_objects_are_judged_by_two_threads_at_once(self):
        self.assert_host([SAFE, TWIN, SAFE, TWIN], 1, "accepted", "refused")

    def test_a_malformed_object_is_refused_without_a_crash(self):
        bad = self.root / "bad.o"
        bad.write_bytes(SAFE.read_bytes()[:700])
        self.assert_host([bad], 2, r"\[A10\d\]")
        self.assert_host([self.root / "nowhere.o"], 2, "cannot be read")

    def test_a_C_source_is_an_error(self):
        source = self.root / "sensor.c"
        source.write_text("int f(void);\n")
        self.assert_host([source], 2, r"not compiled in memory.*\[A117\]")

    @unittest.skipIf(shutil.which("valgrind") is None, "there is no valgrind")
    def test_valgrind_finds_nothing(self):
        bad = self.root / "bad.o"
        bad.write_bytes(SAFE.read_bytes()[:700])
        for host in self.hosts:
            with self.subTest(host=host.name):
                done = run("valgrind", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite",
                           "-q", host, SAFE, TWIN, bad)
                self.assertEqual(done.returncode, 2, done.stdout)

    @unittest.skipIf(shutil.which("pkg-config") is None, "there is no pkg-config")
    def test_pkg_config_is_enough(self):
        places = {**os.environ, "PKG_CONFIG_PATH": str(PREFIX / "lib/pkgconfig")}
        flags = run("pkg-config", "--cflags", "--libs", "assay", env=places).stdout.split()
        host = self.root / "host_by_pkg_config"
        done = run(CC, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-pthread", EXAMPLE / "host.c", *flags,
                   "-o", host)
        self.assertEqual(done.returncode, 0, done.stdout)
        done = run(host, SAFE, env={**os.environ, "LD_LIBRARY_PATH": str(PREFIX / "lib")})
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_header_is_C_of_1999_and_no_sensors(self):
        done = run(CC, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c",
                   "-I", PREFIX / "include", HEADER)
        self.assertEqual(done.returncode, 0, done.stdout)
        sensor = self.root / "sensor.c"
        sensor.write_text("#include <assay/assay.h>\n")
        done = run(PREFIX / "bin/assay", "compile", "-o", "/dev/null", sensor)
        self.assertEqual(done.returncode, 2)
        self.assertIn("is for host programs", done.stdout)


class Library(unittest.TestCase):
    def test_what_the_header_declares_is_exported_and_nothing_else(self):
        declared = set(re.findall(r"^ASSAY_EXPORT [^;]*?\b(assay_\w+)\(", HEADER.read_text(), re.MULTILINE))
        self.assertGreater(len(declared), 30)
        lines = run("nm", "-D", "--defined-only", "--with-symbol-versions", LIBRARY).stdout.splitlines()
        # A: the version itself; small letters: names that nobody outside can see.
        names = {name for _, kind, name in map(str.split, lines) if kind.isupper() and kind != "A"}
        self.assertEqual(names, {f"{name}@@ASSAY_1" for name in declared})

    def test_its_name_has_the_number_of_the_interface(self):
        number = re.search(r"^#define ASSAY_INTERFACE (\d+)$", HEADER.read_text(), re.MULTILINE)[1]
        self.assertRegex(run("readelf", "-d", LIBRARY).stdout, rf"soname: \[libassay\.so\.{number}\]")

    def test_its_document_is_the_programs(self):
        for path in (SAFE, TWIN):
            with self.subTest(path=path.name):
                told = json.loads(run(PREFIX / "bin/assay", "verify", "--format", "json", path).stdout)
                same = json.loads(document_of(path))
                for document in (told, same):
                    for program in document["programs"]:
                        del program["seconds"]
                self.assertEqual(same, told)


class Input(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("bytes", ctypes.c_void_p), ("size", ctypes.c_size_t)]


def document_of(path):
    """assay_result_json of the object at `path`."""
    library = ctypes.CDLL(str(LIBRARY))
    library.assay_result_json.restype = ctypes.c_char_p
    library.assay_session_new.restype = library.assay_verify.restype = ctypes.c_void_p
    session, result, content = ctypes.c_void_p(), ctypes.c_void_p(), path.read_bytes()
    assert library.assay_session_new(ctypes.byref(session)) is None
    given = Input(str(path).encode(), ctypes.cast(ctypes.c_char_p(content), ctypes.c_void_p), len(content))
    assert library.assay_verify(session, ctypes.byref(given), ctypes.byref(result)) is None
    text = library.assay_result_json(result)
    library.assay_result_free(result)
    library.assay_session_free(session)
    return text


if __name__ == "__main__":
    unittest.main()
