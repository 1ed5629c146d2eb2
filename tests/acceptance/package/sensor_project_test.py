#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The example project builds against an install tree; a sensor that Assay refuses fails its build.

usage: sensor_project_test.py CMAKE PREFIX PROJECT
"""
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CMAKE, PREFIX, PROJECT = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
del sys.argv[1:]
SAFE, UNSAFE = "index >= INTERFACES", "index > INTERFACES"
ACCESS = "policy->drop[index]"


def line_of(text, part):
    """The number of the one line that holds `part`."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if part in line]
    assert len(lines) == 1, lines
    return lines[0]


class SensorProject(unittest.TestCase):
    generator = "Ninja"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.project = self.root / "project"
        shutil.copytree(PROJECT, self.project)
        self.source = self.project / "interface_policy.c"
        self.object = self.root / "build/interface_policy/interface_policy.o"

    def run_cmake(self, *arguments):
        return subprocess.run([CMAKE, *map(str, arguments)], text=True, check=False, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def configure(self, prefix=PREFIX):
        done = self.run_cmake("-S", self.project, "-B", self.root / "build", "-G", self.generator,
                              "-D", f"CMAKE_PREFIX_PATH={prefix}", "-D", f"CMAKE_INSTALL_PREFIX={self.root}/out")
        self.assertEqual(done.returncode, 0, done.stdout)

    def build(self):
        return self.run_cmake("--build", self.root / "build")

    def assert_builds(self):
        done = self.build()
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def replace(self, path, old, new):
        text = path.read_text()
        self.assertIn(old, text)
        path.write_text(text.replace(old, new))

    def assert_rejected(self):
        done = self.build()
        self.assertNotEqual(done.returncode, 0, done.stdout)
        line = line_of(self.source.read_text(), ACCESS)
        self.assertRegex(done.stdout, rf"{self.source}:{line}:\d+: error: .* \[A501\]")

    def test_the_sensor_builds_once_and_installs(self):
        self.configure()
        self.assertIn("1 program: 1 accepted", self.assert_builds())
        self.assertEqual(self.object.read_bytes()[:4], b"\x7fELF")
        self.assertNotIn("accepted", self.assert_builds())
        self.assertEqual(self.run_cmake("--install", self.root / "build").returncode, 0)
        self.assertEqual((self.root / "out/lib/sensors/interface_policy.o").read_bytes(), self.object.read_bytes())

    def test_a_sensor_for_the_hook_of_a_header_is_judged_under_it(self):
        example = PROJECT.parent / "hook-header"
        for name in ("file_open.h", "no_writes_to_hosts.c"):
            shutil.copy(example / name, self.project)
        with open(self.project / "CMakeLists.txt", "a") as lists:
            lists.write("assay_add_sensor(hosts no_writes_to_hosts.c CONTRACT_HEADER file_open.h\n"
                        f"                 INCLUDE {PREFIX}/include/assay/bpf)\n")
        self.configure()
        self.assertIn("accept  windows/file_open", self.assert_builds())
        self.replace(self.project / "file_open.h", "ASSAY_LIMITS(512, 8, 33, 1000000)",
                     "ASSAY_LIMITS(512, 8, 33, 10)")
        done = self.build()
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertIn("[A306]", done.stdout)

    def test_a_changed_header_is_noticed(self):
        self.configure()
        self.assert_builds()
        before = self.object.read_bytes()
        self.replace(self.project / "include/policy.h", "INTERFACES 20", "INTERFACES 24")
        self.assertIn("1 program: 1 accepted", self.assert_builds())
        self.assertNotEqual(self.object.read_bytes(), before)

    def test_the_unsafe_twin_fails_until_it_is_mended(self):
        self.configure()
        self.assert_builds()
        before = self.object.read_bytes()
        self.replace(self.source, SAFE, UNSAFE)
        self.assert_rejected()
        self.assert_rejected()  # a second build does not take what the first one left
        self.assertEqual(self.object.read_bytes(), before)
        self.replace(self.source, UNSAFE, SAFE)
        self.assert_builds()

    def test_a_twin_from_the_start_leaves_no_object(self):
        self.replace(self.source, SAFE, UNSAFE)
        self.configure()
        self.assert_rejected()
        self.assertFalse(self.object.exists())

    def test_what_the_restricted_language_leaves_out_fails_the_build(self):
        self.replace(self.source, "u32 key = 0;", "u32 key = 0.5 * INTERFACES;")
        self.configure()
        done = self.build()
        self.assertNotEqual(done.returncode, 0, done.stdout)
        line = line_of(self.source.read_text(), "u32 key")
        self.assertRegex(done.stdout, rf"{self.source}:{line}:\d+: error: .*floating.* \[A2\d\d\]")

    def test_options_reach_the_compiler(self):
        self.replace(self.project / "CMakeLists.txt", "-Wall", '-Wall "-DINTERFACES=(4 + 4)"')
        self.replace(self.project / "include/policy.h", "#define INTERFACES 20", "")
        self.configure()
        self.assert_builds()

    def test_mistakes_in_the_call_are_told(self):
        for old, new in (("CPU v3", "CPU"), (" interface_policy.c\n", "\n"),
                         (" interface_policy.c\n", " interface_policy.c ./interface_policy.c\n")):
            with self.subTest(new=new):
                shutil.copytree(PROJECT, self.project, dirs_exist_ok=True)
                self.replace(self.project / "CMakeLists.txt", old, new)
                done = self.run_cmake("-S", self.project, "-B", self.root / "build", "-D", f"CMAKE_PREFIX_PATH={PREFIX}")
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("assay_add_sensor(interface_policy)", done.stdout)

    def test_the_install_tree_may_be_moved(self):
        moved = self.root / "else where"
        shutil.copytree(PREFIX, moved, symlinks=True)
        self.configure(moved)
        self.assert_builds()
        self.assertIn(str(moved), (self.root / "build/CMakeCache.txt").read_text())


@unittest.skipIf(shutil.which("make") is None, "there is no make")
class SensorProjectWithMake(SensorProject):
    generator = "Unix Makefiles"


if __name__ == "__main__":
    unittest.main()
