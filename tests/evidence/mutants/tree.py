# SPDX-License-Identifier: Apache-2.0
"""The mutated copy of the source tree: what is drawn, how it is written, and its build.

A change that does not compile is no mutant. The compiler says where, and the changes of the slot at that
place are left out.
"""
import hashlib
import re
import shlex
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from borrow import Borrowed
from rewrite import HEADER, rewrite
from sites import Finder, Site
from tokens import Source

# area -> its files. Each area gets its share of the draw, and at least LEAST.
AREAS = {
    "scalar domain": ["verifier/domain/" + name for name in (
        "congruence.hpp", "range.hpp", "scalar.hpp", "scalar.cpp", "scalar_alu.hpp", "scalar_refine.hpp",
        "tnum.hpp", "word_arith.hpp", "word_compare.hpp", "word_halves.hpp", "word_view.hpp")] + [
            "ir/semantics/word.hpp"],
    "lattice, widening": ["verifier/domain/scalar_lattice.hpp", "verifier/engine/scalar_widen.hpp",
                          "verifier/engine/thresholds.cpp", "verifier/engine/weaken.cpp"],
    "symbols, bounds": ["verifier/domain/" + name for name in (
        "knowledge.hpp", "knowledge.cpp", "knowledge_assume.cpp", "knowledge_bounds.cpp",
        "knowledge_extend.cpp", "linear.hpp", "linear.cpp", "term.hpp", "term.cpp", "state.hpp",
        "state.cpp", "stack.hpp", "stack.cpp", "value.hpp")],
    "inclusion": ["verifier/domain/inclusion.hpp", "verifier/domain/inclusion.cpp"],
    "join": ["verifier/engine/" + name for name in (
        "inclusion_gaps.cpp", "join.hpp", "join.cpp", "merged_bounds.cpp", "paired_terms.hpp", "paired_terms.cpp",
        "project.cpp", "tidy.cpp")],
    "transfer": ["verifier/transfer/" + name for name in (
        "alu.cpp", "branch.cpp", "call.cpp", "execute.cpp", "memory.cpp", "parts.hpp", "stack_use.hpp",
        "stack_use.cpp")],
    "obligations": ["verifier/obligation/" + name for name in (
        "arguments.cpp", "calls.cpp", "comparison.cpp", "context_access.cpp", "discharge.cpp", "map_rules.cpp",
        "memory.cpp", "obligations_of.cpp", "pointer_arithmetic.cpp", "special_fields.cpp", "stored_pointers.cpp")],
    "final pass": ["verifier/proof/" + name for name in (
        "final_pass.cpp", "ranking.hpp", "ranking.cpp", "walk.hpp", "walk.cpp", "well_formed.cpp")],
}
CHECKER_AREAS = {
    "words": ["loader/checker/proof/" + name for name in (
        "word.hpp", "view.hpp", "view_alu.hpp", "stride.hpp", "facts.hpp", "facts_alu.hpp", "facts_refine.hpp")],
    "symbols, bounds": ["loader/checker/proof/" + name for name in (
        "knowledge.hpp", "knowledge.cpp", "knowledge_assume.cpp", "knowledge_bounds.cpp", "knowledge_exclude.cpp",
        "knowledge_extend.cpp", "linear.hpp", "linear.cpp", "term.hpp", "term.cpp", "wide.hpp", "wide.cpp", "step.hpp")],
    "states, inclusion": ["loader/checker/proof/" + name for name in (
        "state.hpp", "state.cpp", "value.hpp", "shelf.cpp", "inclusion.cpp", "change.cpp", "certificate.cpp")],
    "instructions": ["loader/checker/proof/" + name for name in (
        "arithmetic.cpp", "branch.cpp", "call.cpp", "memory.cpp", "site.cpp", "site.hpp", "path.cpp")],
    "demands": ["loader/checker/proof/" + name for name in ("access.cpp", "arguments.cpp", "maps.cpp")],
    "measures, order": ["loader/checker/proof/" + name for name in ("check.cpp", "measure.hpp", "measure.cpp")],
    "forms": ["loader/checker/" + name for name in (
        "checker.cpp", "code_form.cpp", "contract_rules.cpp", "contract_view.cpp", "decode.cpp", "map_form.cpp",
        "package.cpp", "program_view.cpp", "reader.cpp", "sha256.cpp")],
}
LEAST = 10
SPARE = 1.25  # so many are drawn for each that is wanted: some do not compile

PLACE = r"^(?P<file>[^\s:]+):(?P<line>\d+):\d+: "
ERROR = re.compile(PLACE + "(?:error:|.*required from)", re.MULTILINE)
NO_CONSTANT = re.compile(PLACE + "note: .* was not initialized with a constant expression", re.MULTILINE)


@dataclass(frozen=True)
class Mutant:
    number: int
    area: str
    file: str
    site: Site

    def told(self):
        return f"{self.file}:{self.site.line}: {self.site.told()}"


def shares(sizes, count):
    """How many of `count` each area gets: by the number of its sites, at least LEAST where there are so many."""
    total = sum(sizes.values())
    least = min(LEAST, count // len(sizes))
    wanted = {area: max(least, count * size // total) for area, size in sizes.items()}
    largest = max(wanted, key=wanted.get)
    wanted[largest] += max(0, count - sum(wanted.values()))
    return wanted


def draw(root, seed, count, areas=None):
    """Mutants in the order of their drawing, by the seed and by what each changes: where the tree is edited, the
    mutants of other lines stay drawn. What a finding says is not changed: texts are not judged."""
    found = {area: [one for file in files for one in sites_of(root, file)] for area, files in (areas or AREAS).items()}
    wanted = shares({area: len(all_) for area, all_ in found.items()}, count)
    drawn = []
    for area, all_ in found.items():
        many = min(len(all_), round(wanted[area] * SPARE))
        drawn += [(area, file, site) for _, file, site in in_lots(root, seed, all_)[:many]]
    return [Mutant(number, *one) for number, one in enumerate(drawn, start=1)], wanted


def in_lots(root, seed, found):
    """The sites with their lots, in that order. A lot comes from the seed, the line and the change; equal lines
    of a file are told apart by their order."""
    lines = {file: (root / file).read_text().splitlines() for file, _ in found}
    seen, lots = Counter(), []
    for file, site in found:
        name = f"{seed} {file} {lines[file][site.line - 1].strip()} {site.told()}"
        lots.append((hashlib.sha256(f"{name} {seen[name]}".encode()).hexdigest(), file, site))
        seen[name] += 1
    return sorted(lots, key=lambda lot: lot[0])


def sites_of(root, file):
    finder = Finder(Source((root / file).read_text()))
    return [(file, site) for site in finder.sites() if not finder.says(site)]


class Tree:
    """A copy of the repository under `place`/tree with its build in `place`/build."""

    def __init__(self, root, place, targets, jobs):
        self.root = root
        self.copy = place / "tree"
        self.build = place / "build"
        self.jobs = jobs
        self.borrowed = Borrowed(root, self.copy, self.build, targets, jobs)

    def write(self, mutants):
        """Copies what changed since the last time, with the mutants in it."""
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                cwd=self.root, check=True, capture_output=True, text=True)
        files = [name for name in listed.stdout.split("\0") if name and (self.root / name).is_file()]
        by_file = {}
        for mutant in mutants:
            by_file.setdefault(mutant.file, []).append((mutant.number, mutant.site))
        header = self.copy / "mutant.hpp"
        for name in files:
            self._put(self.copy / name, self._content(name, by_file.get(name), header))
        self._put(header, HEADER.encode())
        self.borrowed.write(by_file)

    def _content(self, name, numbered, header):
        if numbered:
            return f'#include "{header}"\n#line 1\n{rewrite((self.root / name).read_text(), numbered)}'.encode()
        return (self.root / name).read_bytes()

    @staticmethod
    def _put(path, content):
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def uncompilable(self, mutants, texts):
        """The numbers of mutants that stand where the compiler complains."""
        bad = set()
        for text in texts:
            # A constant that is needed as one lets code fail that is right without it.
            constants = [mutant for mutant in mutants if mutant.site.constant]
            bad |= self._at(constants, NO_CONSTANT, text) or self._at(mutants, ERROR, text)
        return bad

    def _at(self, mutants, pattern, text):
        places = {(Path(m["file"]), int(m["line"])) for m in pattern.finditer(text)}
        return {mutant.number for mutant in mutants for path, line in places
                if path.match("*/" + mutant.file) and self._covers(mutant, line)}

    def _covers(self, mutant, line):
        text = (self.root / mutant.file).read_text()
        begin, end = mutant.site.slot_begin, mutant.site.slot_end
        return text.count("\n", 0, begin) + 1 <= line <= text.count("\n", 0, end) + 1

    def check_syntax(self, files):
        """What the compiler says of each of these units, without making objects."""
        def check(name):
            words = [word for word in shlex.split(self.borrowed.command_for(name)) if Path(word).name != "ccache"]
            done = subprocess.run([*words, "-fsyntax-only", "-fmax-errors=0"], cwd=self.build, capture_output=True,
                                  text=True, check=False)
            return done.stderr if done.returncode else ""

        with ThreadPoolExecutor(self.jobs) as pool:
            return [text for text in pool.map(check, files) if text]
