#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example of a host that loads packages builds against an install tree, with CMake and with pkg-config: it runs
what is admitted, and refuses what is forged by its code; the library exports what its header declares, and has no
verifier in it; the host to try the loader on is installed with its client and its unit.

usage: loader_host_test.py CMAKE CC PREFIX EXAMPLE SAMPLES BUILT_SAMPLES
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CMAKE, CC = sys.argv[1:3]
PREFIX, EXAMPLE, SAMPLES, BUILT = (Path(word).resolve() for word in sys.argv[3:])
del sys.argv[1:]
ASSAY = PREFIX / "bin/assay"
HEADER = PREFIX / "include/assay/loader.h"
LIBRARY = PREFIX / "lib/libassay_loader.so"
EVENT = SAMPLES / "counter/counter_twin.event.json"


def run(*command, **options):
    return subprocess.run(list(map(str, command)), text=True, check=False, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def must(*command):
    done = run(*command)
    assert done.returncode == 0, (command, done.stdout)
    return done.stdout


class Scene(unittest.TestCase):
    """Keys, a root document, and a package that is signed and released."""
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        root = cls.root = Path(folder.name)
        for role in ("root", "package", "statement", "stranger"):
            must(ASSAY, "keygen", root / role)
        must(ASSAY, "sign", "root", "--key", root / "root", "--root-key", root / "root.pub", "--package-key",
             root / "package.pub", "--statement-key", root / "statement.pub", "-o", root / "first.root")
        must(ASSAY, "contract", "show", "windows/xdp", "-o", root / "xdp.contract")
        for key in ("package", "stranger"):
            must(ASSAY, "seal", BUILT / "counter/counter.O2.v3.o", "--name", "counter", "--package-version", "1",
                 "--key", root / key, "-o", root / f"{key}.pkg")
        must(ASSAY, "sign", "release", root / "package.pkg", "--key", root / "statement", "--ring", "default",
             "-o", root / "counter.statement")
        forged = bytearray((root / "package.pkg").read_bytes())
        forged[len(forged) // 2] ^= 1
        (root / "forged.pkg").write_bytes(forged)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def words(self, *words):
        """What the example is called with; names of files are those of the scene."""
        known = [self.root / word if (self.root / word).is_file() and "." in str(word) else word for word in words]
        return [self.folder, self.root / "xdp.contract", *known]


class Hosts(Scene):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source, build = cls.root / "source", cls.root / "build"
        shutil.copytree(EXAMPLE, source)
        must(CMAKE, "-S", source, "-B", build, "-D", f"CMAKE_PREFIX_PATH={PREFIX}")
        must(CMAKE, "--build", build)
        cls.host = build / "loader_host"
        cls.own_executor = build / "own_executor"

    def told(self, status, *words, before=()):
        done = run(*before, self.host, *self.words(*words))
        self.assertEqual(done.returncode, status, done.stdout)
        return done.stdout

    INSTALL = ("install", "first.root", "statement", "counter.statement", "package", "package.pkg")

    def test_an_admitted_package_runs_and_goes_on_after_a_restart(self):
        told = self.told(0, *self.INSTALL, "event", EVENT, "promote", "counter")
        self.assertEqual(told.count("answer 1 of 1 program(s)"), 4, told)
        told = self.told(0, "event", EVENT)
        self.assertEqual(told.count("answer 1 of 1 program(s)"), 4, told)
        status = json.loads(next(line for line in told.splitlines() if line.startswith("{")))
        self.assertEqual([(one["package"], one["version"], one["trial"]) for one in status["packages"]],
                         [("counter", 1, False)])

    def test_what_is_forged_or_signed_by_a_stranger_is_refused_by_its_code(self):
        told = self.told(1, *self.INSTALL, "package", "forged.pkg", "package", "stranger.pkg", "event", EVENT)
        codes = re.findall(r"^package \S+: .*\[(L\d+)\]$", told, re.MULTILINE)
        self.assertEqual(len(codes), 2, told)
        self.assertIn("L301", codes)
        self.assertEqual(told.count("answer 1 of 1 program(s)"), 4, "the old version goes on: " + told)

    def test_a_kill_switch_holds_and_one_of_nothing_is_said(self):
        told = self.told(1, *self.INSTALL, "kill", "package/countr", "kill", "hook/windows/xdp", "event", EVENT)
        self.assertIn("kill package/countr: the kill switch holds, but", told)
        self.assertEqual(told.count("answer 0 of 0 program(s)"), 4, told)
        self.assertEqual(self.told(0, "event", EVENT).count("answer 0 of 0 program(s)"), 4, "and over a restart")

    def test_a_folder_without_a_state_is_none_of_a_host(self):
        self.assertIn("[L501]", self.told(1, "event", EVENT))
        self.told(0, "install", "first.root")
        self.assertIn("[L502]", self.told(1, "install", "first.root"))

    def test_a_root_that_cannot_be_read_installs_and_opens_nothing(self):
        self.told(0, "install", "first.root")
        for path in ("none.root", self.folder):
            told = self.told(2, "install", path)
            self.assertIn("cannot be read", told)
            self.assertNotIn("open", told)

    def test_an_executor_of_the_hosts_own_is_told_what_context_and_maps_a_program_has(self):
        done = run(self.own_executor, *self.words("first.root", "counter.statement", "package.pkg"))
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"^counter 1, program \w+ of section xdp\S* for windows/xdp: \d+ bytes of code, "
                                      r"28 of the context, at most \d+ instructions\nmap \w+: kind \d+, \d+ entries")
        self.assertTrue(done.stdout.endswith("an event of 60 byte(s)\n"), done.stdout)

    @unittest.skipIf(shutil.which("valgrind") is None, "there is no valgrind")
    def test_valgrind_finds_nothing(self):
        told = self.told(1, *self.INSTALL, "package", "forged.pkg", "event", EVENT, "revert", "counter",
                         before=("valgrind", "--error-exitcode=99", "--leak-check=full",
                                 "--errors-for-leak-kinds=definite", "-q"))
        self.assertRegex(told, r"revert counter: .*L627")

    @unittest.skipIf(shutil.which("pkg-config") is None, "there is no pkg-config")
    def test_pkg_config_is_enough(self):
        places = {**os.environ, "PKG_CONFIG_PATH": str(PREFIX / "lib/pkgconfig")}
        flags = run("pkg-config", "--cflags", "--libs", "assay-loader", env=places).stdout.split()
        host = self.folder / "host"
        done = run(CC, "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-pthread", EXAMPLE / "host.c", *flags,
                   "-o", host)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(run(host).returncode, 2)


class Library(unittest.TestCase):
    def test_what_the_header_declares_is_exported_and_nothing_else(self):
        declared = set(re.findall(r"^ASSAY_LOADER_EXPORT [^;]*?\b(assay_loader_\w+)\(", HEADER.read_text(),
                                  re.MULTILINE))
        self.assertGreater(len(declared), 15)
        lines = run("nm", "-D", "--defined-only", "--with-symbol-versions", LIBRARY).stdout.splitlines()
        names = {name for _, kind, name in map(str.split, lines) if kind.isupper() and kind != "A"}
        self.assertEqual(names, {f"{name}@@ASSAY_LOADER_1" for name in declared})

    def test_its_name_has_the_number_of_the_interface(self):
        number = re.search(r"^#define ASSAY_LOADER_INTERFACE (\d+)$", HEADER.read_text(), re.MULTILINE)[1]
        self.assertRegex(run("readelf", "-d", LIBRARY).stdout, rf"soname: \[libassay_loader\.so\.{number}\]")

    def test_the_verifier_is_not_in_it(self):
        def symbols(library):
            return run("nm", "--defined-only", "--demangle", PREFIX / "lib" / library).stdout
        verifies = re.compile(r" assay::verify\(")
        self.assertRegex(symbols("libassay.so"), verifies, "the name by which it is looked for")
        loader = symbols("libassay_loader.so")
        self.assertRegex(loader, r" assay::loader::Admission::submit\(")
        self.assertRegex(loader, r" assay_check_package\b")
        self.assertNotRegex(loader, verifies)

    def test_the_header_is_C_of_1999_and_no_sensors(self):
        done = run(CC, "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", "-x", "c",
                   "-I", PREFIX / "include", HEADER)
        self.assertEqual(done.returncode, 0, done.stdout)


class Daemon(unittest.TestCase):
    def test_it_is_installed_with_its_client_and_its_unit(self):
        for name in ("assay-host", "assay-hostctl"):
            self.assertEqual(run(PREFIX / "bin" / name, "--help").returncode, 0, name)
        self.assertTrue(os.access(PREFIX / "bin/assay-load", os.X_OK))
        unit = (PREFIX / "lib/systemd/system/assay-host.service").read_text()
        self.assertIn(f"ExecStart={PREFIX}/bin/assay-host --config", unit)
        self.assertNotIn("=/usr/bin/", unit)


if __name__ == "__main__":
    unittest.main()
