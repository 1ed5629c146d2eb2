#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes one token of the verifier, or of the loader's checker, at a time and shows which tests notice.

usage: main.py --root REPOSITORY --place FOLDER [--of verifier|checker] [--seed S] [--count N] [--jobs J] [--all-killers]
               [--only NUMBER,...] [--again]

Draws mutants from the seed, writes a copy of the tree into FOLDER that holds them all, builds it once, and
runs the tests once for each mutant, chosen by an environment variable. Stops at the first killer of a
mutant unless --all-killers. What came out is kept in FOLDER/results-OF-S-N.json, and a later call goes on
there; --only runs some mutants anew, --again all. Exit status: 0 when at least 95 % of the mutants that
are not equivalent were killed and no entry of equivalent.txt is wrong, else 1.
"""
import argparse
import hashlib
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import killers
import table
import tree

ENOUGH = 0.95
SYNTAX_UNITS = ("tests/evidence/proofs/alu_theorems.cpp", "tests/evidence/proofs/jump_theorems.cpp",
                "tests/evidence/proofs/lattice_theorems.cpp", "tests/evidence/proofs/product_theorems.cpp",
                "verifier/domain/scalar.cpp")  # between them they instantiate every template of the domain


def say(text):
    print(text, flush=True)


def drop(mutants, bad):
    for mutant in mutants:
        if mutant.number in bad:
            say(f"does not compile: {mutant.told()}")
    return [mutant for mutant in mutants if mutant.number not in bad]


CHECKER_SYNTAX_UNITS = ("loader/checker/proof/scalar.cpp", "loader/checker/proof/check.cpp", "loader/checker/checker.cpp")


@dataclass(frozen=True)
class Subject:
    """What is changed, and who may notice."""
    areas: dict
    syntax_units: tuple  # between them they include every header that is changed
    killers: object      # of the copy and its build
    targets: tuple


SUBJECTS = {
    "verifier": Subject(tree.AREAS, SYNTAX_UNITS, killers.all_killers, killers.TARGETS),
    "checker": Subject(tree.CHECKER_AREAS, CHECKER_SYNTAX_UNITS, killers.checker_killers, killers.CHECKER_TARGETS),
}


def write_compilable(copy, drawn, note, subject):
    """The mutants that compile, and their tree written and built. `note` keeps those that do not, so that
    the next call need not find them again."""
    known = json.loads(note.read_text()).get(fingerprint(drawn)) if note.is_file() else None
    mutants = [mutant for mutant in drawn if mutant.number not in (known or ())]
    copy.write(mutants)
    while known is None and (texts := copy.check_syntax(units_of(mutants, subject))):
        mutants = without_faults(copy, mutants, texts)
    say(f"building {len(mutants)} mutants in one tree")
    while text := copy.borrowed.make():
        mutants = without_faults(copy, mutants, [text])
    kept = {mutant.number for mutant in mutants}
    note.write_text(json.dumps({fingerprint(drawn): [m.number for m in drawn if m.number not in kept]}))
    return mutants


def units_of(mutants, subject):
    return sorted({m.file for m in mutants if m.file.endswith(".cpp")} | set(subject.syntax_units))


def without_faults(copy, mutants, texts):
    bad = copy.uncompilable(mutants, texts)
    if not bad:
        raise SystemExit("the copy does not compile, and no mutant is at fault:\n" + "\n".join(texts)[:4000])
    mutants = drop(mutants, bad)
    copy.write(mutants)
    return mutants


def first_of_each(mutants, wanted):
    """So many of each area as are wanted, in the order of their drawing, and others where an area has too few."""
    taken, others, counts = [], [], {}
    for mutant in mutants:
        counts[mutant.area] = counts.get(mutant.area, 0) + 1
        (taken if counts[mutant.area] <= wanted[mutant.area] else others).append(mutant)
    taken += others[:sum(wanted.values()) - len(taken)]
    return sorted(taken, key=lambda mutant: mutant.number)


def baselines(all_, place):
    """killer -> (seconds of the processor, mutants that it comes by), without a mutant. All must pass."""
    found = {}
    for killer in all_:
        record = place / "reached.bin"
        record.unlink(missing_ok=True)
        before = killers.processor_seconds()
        outcome = killers.run(killer, 0, 900, record)
        seconds = killers.processor_seconds() - before
        if outcome.killed:
            raise SystemExit(f"{killer.name} fails without a mutant ({outcome.how})")
        found[killer] = (seconds, killers.reached(record))
        say(f"{killer.name}: {seconds:.1f} s, comes by {len(found[killer][1])} mutants")
    return found


def try_mutant(mutant, baseline, to_the_end):
    runs = []
    for killer, (seconds, reached) in baseline.items():
        if mutant.number not in reached:
            continue
        outcome = killers.run(killer, mutant.number, killers.patience(seconds))
        runs.append({"killer": killer.name, "family": killer.family, "killed": outcome.killed,
                     "how": outcome.how, "seconds": round(outcome.seconds, 1)})
        if outcome.killed and not to_the_end:
            break
    return {"told": mutant.told(), "reached": any(mutant.number in r for _, r in baseline.values()),
            "runs": runs}


def fingerprint(mutants):
    return hashlib.sha256("\n".join(f"{m.number} {m.told()}" for m in mutants).encode()).hexdigest()


def earlier(path, mutants):
    """What an earlier call found of the same mutants."""
    if not path.is_file():
        return {}
    document = json.loads(path.read_text())
    if document["mutants"] != fingerprint(mutants):
        return {}
    return {int(number): result for number, result in document["results"].items()}


def tell(mutant, result):
    last = result["runs"][-1] if result["runs"] else None
    fate = "survives" if not table.killed_by(result) else \
        ", ".join(f"{r['killer']} ({r['how']})" for r in result["runs"] if r["killed"])
    say(f"{mutant.number} {mutant.told()}: {fate}" if last else f"{mutant.number} {mutant.told()}: not reached")


def try_all(mutants, options, baseline, results, keep):
    todo = [m for m in mutants if m.number not in results or m.number in options.only or options.again]
    if options.only:
        todo = [m for m in mutants if m.number in options.only]
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = pool.map(lambda m: (m, try_mutant(m, baseline, options.all_killers)), todo)
        for mutant, result in outcomes:
            results[mutant.number] = result
            tell(mutant, result)
            keep(results)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--place", type=Path, required=True)
    parser.add_argument("--of", choices=SUBJECTS, default="verifier")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--all-killers", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--only", type=lambda text: {int(n) for n in text.split(",")}, default=set())
    return parser.parse_args()


def main():
    options = arguments()
    root, place = options.root.resolve(), options.place.resolve()
    subject = SUBJECTS[options.of]
    say(f"seed {options.seed}, {options.count} mutants")
    copy = tree.Tree(root, place, subject.targets, options.jobs)
    drawn, wanted = tree.draw(root, options.seed, options.count, subject.areas)
    mutants = first_of_each(write_compilable(copy, drawn, place / "uncompilable.json", subject), wanted)
    path = place / f"results-{options.of}-{options.seed}-{options.count}.json"
    results = {} if options.again else earlier(path, mutants)

    def keep(found):
        path.write_text(json.dumps({"mutants": fingerprint(mutants), "results": found}, indent=1))

    begun = time.monotonic()
    try_all(mutants, options, baselines(subject.killers(copy.copy, copy.build), place), results, keep)
    tried = [mutant for mutant in mutants if mutant.number in results]
    lines = {m.file: (root / m.file).read_text().splitlines() for m in tried}
    known = table.read_equivalents(Path(__file__).parent / "equivalent.txt")
    equivalents = {m.number: known[k] for m in tried if (k := table.key(m, lines[m.file])) in known}
    told = list(table.survivors(tried, results, equivalents, lines))
    say("\n".join(told))
    say(table.render(tried, results, equivalents, options.all_killers))
    say(f"seed {options.seed}, {time.monotonic() - begun:.0f} s")
    dead = sum(bool(table.killed_by(results[m.number])) for m in tried)
    alive = sum(not table.killed_by(results[m.number]) and m.number not in equivalents for m in tried)
    wrong = any(text.startswith("listed") for text in told)
    return 1 if wrong or dead < ENOUGH * (dead + alive) else 0


if __name__ == "__main__":
    sys.exit(main())
