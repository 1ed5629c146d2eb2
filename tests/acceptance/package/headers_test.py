#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is installed is enough for sensors: every sample compiles with the installed headers, which the
installed program finds by itself; and what is installed is made with the program.

usage: headers_test.py NINJA BUILD PREFIX SAMPLES
"""
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

NINJA, BUILD, PREFIX, SAMPLES = sys.argv[1], *(Path(word).resolve() for word in sys.argv[2:])
del sys.argv[1:]


def run(*command, folder=None):
    return subprocess.run(list(map(str, command)), cwd=folder, text=True, check=False, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class Headers(unittest.TestCase):
    def test_every_sample_compiles_with_what_is_installed(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "samples"
            shutil.copytree(SAMPLES, copy)
            sources = sorted(copy.rglob("*.c"))
            self.assertTrue(sources)
            for source in sources:
                done = run(PREFIX / "bin/assay", "compile", "-o", "/dev/null", source)
                # 1: what the sample is there to show is refused on the source already.
                self.assertIn(done.returncode, (0, 1), f"{source}\n{done.stdout}")

    def test_a_header_of_the_users_own_of_that_name_is_taken(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "mine/assay/bpf").mkdir(parents=True)
            (Path(folder) / "mine/assay/bpf/assay_linux.h").write_text("#error mine\n")
            (Path(folder) / "sensor.c").write_text("#include <assay/bpf/assay_linux.h>\n")
            done = run(PREFIX / "bin/assay", "compile", "-I", "mine", "sensor.c", folder=folder)
            self.assertEqual(done.returncode, 2)
            self.assertIn("error: mine [A118]", done.stdout)

    def test_the_old_place_of_a_header_leads_to_the_new_one(self):
        for platform in ("linux", "windows"):
            with self.subTest(platform=platform), tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "sensor.c").write_text(f"#include <assay/assay_{platform}.h>\nu32 number;\n")
                done = run(PREFIX / "bin/assay", "compile", "sensor.c", folder=folder)
                self.assertEqual(done.returncode, 0, done.stdout)
                self.assertIn(f"has moved: include <assay/bpf/assay_{platform}.h>", done.stdout)

    @unittest.skipIf(shutil.which(NINJA) is None, "the build is not one of ninja's")
    def test_what_is_installed_is_made_with_the_program(self):
        # `./dev run` builds the program and the samples; then `cmake --install` must find all.
        made = run(NINJA, "-C", BUILD, "-t", "inputs", "assay").stdout.split()
        text = (BUILD / "cmake_install.cmake").read_text() + (BUILD / "cli/cmake_install.cmake").read_text()
        # A link to a library is made with the library.
        files = {Path(path).resolve().relative_to(BUILD) for path in re.findall(r'"([^"]*)"', text)
                 if path.startswith(f"{BUILD}/") and Path(path).is_file() and not path.endswith((".cmake", ".pc"))}
        self.assertIn(Path("completion/_assay"), files)
        for path in files:
            query = run(NINJA, "-C", BUILD, "-t", "query", path).stdout
            with_program = str(path) in made or re.search(r"input: CXX_EXECUTABLE_LINKER__assay_", query)
            self.assertTrue(with_program, f"{path} is made by another target than `assay`\n{query}")


if __name__ == "__main__":
    unittest.main()
