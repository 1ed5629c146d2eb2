#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Show that each refusal of the checker matters: with exactly that rule off, its forgeries are admitted.

usage: rules_off.py REPOSITORY FORGERIES [--codes CODE,...] [--compiler G++] [--scratch FOLDER]

FORGERIES is what `assay_forgeries --write` left. For each code the places that refuse with it are rewritten in a copy of
the checker's sources so that they go on, and the checker so made is asked about the code's forgeries. A row says how
many of them it admits, and what it says of the others: another rule that refuses them, too, or that it does not come
back, having lost its footing. A code whose forgeries are still refused with it has a place that was not found: that
fails, as does a whole checker that says anything else than the list.
"""
import argparse
import collections
import re
import subprocess
import sys
import tempfile
from pathlib import Path

FLAGS = ["-std=c++20", "-O0", "-w", "-fno-exceptions", "-fno-rtti"]
SECONDS = 20  # for all forgeries of a code
CODE = re.compile(r"^ASSAY_CHECK_CODE\((\w+), (\d+)\)", re.M)


def codes(root):
    return {name: int(number) for name, number in CODE.findall((root / "loader/checker/codes.def").read_text())}


def without(text, code):
    """The source with all refusals of that code going on."""
    name = rf"Code::{code}\b"
    text = re.sub(rf"(\bif \((?:[^;{{}}]|\{{[^;{{}}]*\}})*?\))\s*return {name};", r"\1 {}", text)
    return re.sub(name, "Code::Ok", text)


class Builder:
    """The checker's objects, and executables of them with some replaced."""

    def __init__(self, root, compiler, scratch, link_flags=()):
        self.root, self.compiler, self.scratch, self.link_flags = root, compiler, scratch, link_flags
        self.sources = sorted((root / "loader/checker").rglob("*.cpp"))
        runner = Path(__file__).with_suffix(".cpp")
        self.runner = self.compile(runner, scratch / "runner.o", [root], exceptions=True)
        self.objects = {s: self.compile(s, scratch / self.flat(s), [root]) for s in self.sources}

    def flat(self, source):
        return source.relative_to(self.root).as_posix().replace("/", "_") + ".o"

    def compile(self, source, to, includes, exceptions=False):
        flags = FLAGS[:3] if exceptions else FLAGS
        words = [self.compiler, *flags, *(word for i in includes for word in ("-I", str(i))), "-c", str(source), "-o", str(to)]
        subprocess.run(words, check=True, capture_output=True, text=True)
        return to

    def link(self, objects, to):
        subprocess.run([self.compiler, "-o", str(to), str(self.runner), *map(str, objects), *self.link_flags], check=True,
                       capture_output=True, text=True)
        return to

    def whole(self):
        return self.link(self.objects.values(), self.scratch / "whole")

    def with_rule_off(self, code):
        """The executable, or None where no source refuses so."""
        place = self.scratch / code
        changed, headers = {}, False
        for path in sorted((self.root / "loader/checker").rglob("*")):
            if path.suffix not in (".cpp", ".hpp"):
                continue
            text = path.read_text()
            other = without(text, code)
            if other == text:
                continue
            copy = place / path.relative_to(self.root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(other)
            headers = headers or path.suffix == ".hpp"
            changed[path] = copy
        if not changed:
            return None
        objects = dict(self.objects)
        for source in self.sources:
            if source in changed or headers:
                objects[source] = self.compile(changed.get(source, source), place / self.flat(source), [place, self.root])
        return self.link(objects.values(), place / "off")


def ask(executable, folder, forgeries):
    """The code of each forgery, by number; "crash" of one that the checker does not come back from."""
    said, left = {}, list(forgeries)
    while left:
        lines = "".join(f"{number} {contract}\n" for number, contract in left)
        try:
            out = subprocess.run([str(executable), str(folder)], input=lines, capture_output=True, text=True,
                                 timeout=SECONDS).stdout
        except subprocess.TimeoutExpired as late:
            out = (late.stdout or b"").decode()
        for line in out.splitlines():
            words = line.split()
            if len(words) == 2:
                said[words[0]] = int(words[1])
        rest = [f for f in left if f[0] not in said]
        if rest:
            said[rest[0][0]] = "crash"
        left = rest[1:]
    return said


def forgeries_of(folder):
    """code -> (number, contract) of those that the checker answers so; "Ok" of genuine packages."""
    by_code = collections.defaultdict(list)
    for line in (folder / "list.txt").read_text().splitlines():
        number, code, contract, _ = line.split(" ", 3)
        by_code[code].append((number, contract))
    return by_code


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("repository", type=Path)
    parser.add_argument("forgeries", type=Path)
    parser.add_argument("--codes", default="")
    parser.add_argument("--compiler", default="g++")
    options = parser.parse_args()
    numbers = codes(options.repository)
    names = {number: name for name, number in numbers.items()}
    by_code = forgeries_of(options.forgeries)
    chosen = options.codes.split(",") if options.codes else [code for code in numbers if code in by_code and code != "Ok"]
    wrong = admitted = 0
    with tempfile.TemporaryDirectory() as scratch:
        builder = Builder(options.repository.resolve(), options.compiler, Path(scratch))
        whole = builder.whole()
        for code in chosen:
            refused = ask(whole, options.forgeries, by_code[code])
            executable = builder.with_rule_off(code)
            said = ask(executable, options.forgeries, by_code[code]) if executable else refused
            counts = collections.Counter(names.get(s, s) for s in said.values())
            still = counts[code] or not said or any(s != numbers[code] for s in refused.values())
            wrong += 1 if still else 0
            admitted += 1 if counts["Ok"] else 0
            others = ", ".join(f"{name} {count}" for name, count in counts.most_common() if name != "Ok")
            print(f"{code:26} {len(said):3} forgeries, {counts['Ok']:3} admitted  {others}{'  WRONG' if still else ''}",
                  flush=True)
    print(f"{len(chosen)} rules off one by one: of {admitted} a forgery is admitted; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
