#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The man page and the completion scripts name what --help names: no subcommand or option more or less.

usage: options_test.py ASSAY MAN_PAGE
"""
import functools
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

ASSAY, PAGE = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
del sys.argv[1:]
HELP = {"-h", "--help"}
OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")
# Long options that main reads with one dash, as compilers do.
WRITTEN = {"--MD": "-MD", "--MMD": "-MMD", "--MF": "-MF", "--MT": "-MT"}

BASH = r"""
compopt() { :; }
eval "$("$1" completion bash)"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_assay
printf '%s\n' "${COMPREPLY[@]}"
"""
ZSH = r"""
_describe() { while [[ $1 == -* ]]; do shift; done; shift; print -l -- ${${(P)1}%%:*} }
_files() { print -l -- FILES $@ }
_message() { : }
compset() { : }
compadd() { shift; print -l -- $@ }
script=$($1 completion zsh)
words=("${@:2}") CURRENT=$(($# - 1))
eval $script
"""


def output(*command):
    return subprocess.run(list(map(str, command)), text=True, check=True, capture_output=True, timeout=60).stdout


@functools.cache
def help_of(path):
    return output(ASSAY, *path, "--help")


def subcommands(path=()):
    """The subcommands right below `path`."""
    section = help_of(path).partition("\nSubcommands:\n")[2]
    return re.findall(r"^  (\S+)", section, re.M)


def levels(path=()):
    """Every subcommand as a tuple of words, the program itself included."""
    found = [path]
    for name in subcommands(path):
        found += levels((*path, name))
    return found


def options(path):
    section = help_of(path).partition("\nOptions:\n")[2].partition("\nSubcommands:\n")[0]
    names = {name for line in re.findall(r"^  (-\S+)", section, re.M) for name in line.split(",")}
    return {WRITTEN.get(name, name) for name in names}


class ManPage(unittest.TestCase):
    def setUp(self):
        text = PAGE.read_text().replace("\\-", "-").replace("\\fB", "").replace("\\fR", "")
        pieces = re.split(r"^\.SH (.*)\n", text, flags=re.M)
        self.sections = dict(zip(pieces[1::2], pieces[2::2], strict=True))

    def test_every_subcommand_has_its_section(self):
        for path in levels():
            if path and not subcommands(path):
                self.assertIn(" ".join(path).upper(), self.sections)

    def test_each_section_names_the_options_of_its_subcommand(self):
        for path in levels():
            if subcommands(path) and path:
                continue
            section = self.sections[" ".join(path).upper() or "OPTIONS"]
            with self.subTest(path=path):
                self.assertEqual(set(OPTION.findall(section)) - HELP, options(path) - HELP)

    def test_it_is_well_formed(self):
        if shutil.which("groff") is None:
            self.skipTest("there is no groff")
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z", PAGE], text=True, check=False,
                              capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Completion:
    """What a shell offers for the last word; the words before it are given."""

    def offered(self, *words):
        return set(self.complete(*words).split())

    def test_subcommands_and_options_are_those_of_help(self):
        for path in levels():
            with self.subTest(path=path):
                self.assertEqual(self.offered(*path, "-"), options(path))
                if subcommands(path):
                    self.assertEqual(self.offered(*path, ""), set(subcommands(path)))

    def test_values(self):
        contracts = set(output(ASSAY, "contract", "list").split())
        self.assertEqual(self.offered("verify", "--contract", ""), contracts)
        self.assertEqual(self.offered("contract", "show", ""), contracts)
        self.assertEqual(self.offered("compile", "-g", "--cpu", ""), {"v1", "v2", "v3", "v4"})
        self.assertEqual(self.offered("verify", "--format", ""), {"human", "json", "sarif", "github", "gitlab", "junit", "csv"})
        self.assertIn("A501", self.offered("explain", ""))
        self.assertEqual(self.offered("verify", "--jobs", ""), set())


@unittest.skipIf(shutil.which("bash") is None, "there is no bash")
class Bash(Completion, unittest.TestCase):
    def complete(self, *words):
        return output("bash", "-c", BASH, "bash", ASSAY, ASSAY, *words)

    def test_files_and_values_behind_an_equals_sign(self):
        self.assertIn(str(PAGE), self.offered("verify", str(PAGE)[:-1]))
        self.assertIn(str(PAGE), self.offered("verify", "--list", str(PAGE)[:-1]))
        self.assertEqual(self.offered("compile", "--cpu", "=", ""), {"v1", "v2", "v3", "v4"})
        self.assertEqual(self.offered("verify", "--format", "=", "s"), {"sarif"})


@unittest.skipIf(shutil.which("zsh") is None, "there is no zsh")
class Zsh(Completion, unittest.TestCase):
    def complete(self, *words):
        return output("zsh", "-f", "-c", ZSH, "zsh", ASSAY, ASSAY, *words)

    def test_files_and_values_behind_an_equals_sign(self):
        self.assertEqual(self.offered("verify", "x"), {"FILES"})
        self.assertEqual(self.offered("verify", "--list", "x"), {"FILES"})
        self.assertEqual(self.offered("compile", "--cpu="), {"v1", "v2", "v3", "v4"})


if __name__ == "__main__":
    unittest.main()
