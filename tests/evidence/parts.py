# SPDX-License-Identifier: Apache-2.0
"""The parts of the evidence: what each runs in its share of the time, and what its output says.

Each `parse_...` takes the whole output of a part and gives what was done and what was found, for a row of
the table, or None where the output has no figures: the part did not come to its end.
"""
import re
from dataclasses import dataclass
from typing import Callable

MUTANTS_TAKE = 2400  # seconds for 200 mutants on two cores, the build of the copy included


@dataclass(frozen=True)
class Row:
    done: str
    found: str


@dataclass(frozen=True)
class Part:
    name: str
    share: float               # of the seconds
    least: int                 # seconds in all from which on the part runs
    command: Callable          # (Place, seconds of this part) -> list of words
    parse: Callable            # (output) -> Row or None
    statuses: tuple = (0,)     # exit statuses that mean that nothing was found


@dataclass(frozen=True)
class Place:
    root: str
    build: str
    fuzz_build: str
    jobs: int
    seed: int


def _numbers(pattern, text):
    """The groups of the last match; nothing where there is none."""
    found = re.findall(pattern, text, re.MULTILINE)
    return found[-1] if found else None


def grouped(number):
    return f"{int(number):,}"


def proofs(place, seconds):
    quick = () if seconds >= 400 else ("--quick",)  # the whole takes three minutes on two idle cores
    return [f"{place.build}/bin/assay_proofs", *quick, "--seconds", str(int(max(seconds, 60))), "--jobs",
            str(place.jobs)]


def parse_proofs(text):
    n = _numbers(r"^(\d+) operations: (\d+) proved, (\d+) proved at small width only, (\d+) tested, (\d+) unsound, "
                 r"(\d+) not finished$", text)
    return n and Row(f"{n[0]} operations: {n[1]} proved at full width, {n[2]} at smaller words, {n[3]} tested",
                     f"{n[4]} unsound, {n[5]} without a proof")


def containment(place, seconds):
    folders = (f"{place.root}/tests/data/verify", f"{place.root}/tests/data/idioms", f"{place.build}/objects")
    return [f"{place.build}/bin/assay_soundness", "--seconds", str(int(max(seconds, 5))), "--seed", str(place.seed),
            "--jobs", str(place.jobs), "--breaches", f"{place.build}/breaches",
            *(word for folder in folders for word in ("--corpus", folder))]


def parse_containment(text):
    one = {name: _numbers(rf"^ *{name} +(\d+)\b", text)
           for name in ("programs", "accepted", "runs", "reached by solving", "states compared", "breaches",
                         "faults of Assay")}
    if any(value is None for value in one.values()):
        return None
    share = 100 * int(one["accepted"]) / max(1, int(one["programs"]))
    return Row(f"{grouped(one['programs'])} programs, {share:.1f} % accepted, {grouped(one['runs'])} runs, "
               f"{grouped(one['states compared'])} states checked, {one['reached by solving']} sides reached by solving",
               f"{one['breaches']} breaches, {one['faults of Assay']} faults of Assay")


def kernel(place, seconds):
    return [f"{place.build}/bin/assay_kernel", "--programs", str(int(max(seconds, 4)) * 100), "--seed",
            str(place.seed)]


def parse_kernel(text):
    skipped = _numbers(r"^(skipped.*)$", text)
    if skipped:
        return Row(skipped, "not asked")
    n = _numbers(r"^kernel: (\d+) programs, (\d+) accepted by both, (\d+) by Assay only, (\d+) by the kernel only, "
                 r"(\d+) runs, (\d+) different results, (\d+) unexplained$", text)
    return n and Row(f"{grouped(n[0])} programs, {grouped(n[1])} accepted by both, {grouped(n[2])} by Assay only, "
                     f"{grouped(n[3])} by the kernel only; {grouped(n[4])} runs in both",
                     f"{n[5]} different results, {n[6]} differences unexplained")


def contracts(place, seconds):
    return [f"{place.build}/bin/assay_kernel_contracts", *(("--all",) if seconds >= 60 else ())]


def parse_contracts(text):
    skipped = _numbers(r"^(skipped.*)$", text)
    if skipped:
        return Row(skipped, "not asked")
    n = _numbers(r"^contracts: (\d+) hooks, (\d+) questions, (\d+) allowed by the contract only, (\d+) by the kernel "
                 r"only$", text)
    return n and Row(f"{n[0]} hooks, {grouped(n[1])} questions to the kernel, {n[3]} allowed by it only",
                     f"{n[2]} allowed by a contract only")


def limits(place, seconds):
    return [f"{place.build}/bin/assay_hostile_limits", *(("--all",) if seconds >= 150 else ())]


def parse_limits(text):
    judged = re.findall(r"^(?:ok|BROKEN) .*?: \S.*?, ([\d.]+) s, (\d+) MiB$", text, re.MULTILINE)
    bounds = _numbers(r"^at most ([\d.]+) s and (\d+) MiB each$", text)
    if not judged or bounds is None:
        return None
    slowest, largest = max(float(s) for s, _ in judged), max(int(m) for _, m in judged)
    broken = len(re.findall(r"^BROKEN ", text, re.MULTILINE))
    return Row(f"{len(judged)} hostile programs, slowest {slowest:.1f} s, largest {largest} MiB",
               f"{broken} beyond {bounds[0]} s or {bounds[1]} MiB")


def replay(place, seconds):
    return [f"{place.build}/bin/assay_replay", f"{place.root}/tests/data", f"{place.build}/objects", "--failed",
            f"{place.build}/breaches", "--seed", str(place.seed), "--changes", str(int(max(seconds, 3)) * 400)]


def parse_replay(text):
    rows = re.findall(r"^\w+ +(\d+) inputs, +\d+ accepted, +(\d+) broken", text, re.MULTILINE)
    return rows and Row(f"{len(rows)} targets, {grouped(sum(int(i) for i, _ in rows))} inputs (libFuzzer runs from "
                        f"{FUZZER_FROM} s)", f"{sum(int(b) for _, b in rows)} broken") or None


def fuzz(place, seconds):
    return ["python3", f"{place.root}/tests/evidence/fuzz/run.py", place.fuzz_build, "--seeds", f"{place.root}/tests/data",
            "--seeds", f"{place.build}/objects", "--in-all", str(int(seconds))]


def parse_fuzz(text):
    rows = re.findall(r"^\w+ +([\d,]+) +[\d,]+ +[\d,]+ +[\d,]+ +[\d,]+ +([\d,]+) +(\d+)$", text, re.MULTILINE)
    executions = sum(int(e.replace(",", "")) for e, _, _ in rows)
    return rows and Row(f"{len(rows)} targets, {grouped(executions)} executions, at least "
                        f"{min(int(s.replace(',', '')) for _, s, _ in rows)} s each",
                        f"{sum(int(c) for _, _, c in rows)} crashes") or None


def mutants(place, _seconds):
    return ["python3", "-B", f"{place.root}/tests/evidence/mutants/main.py", "--root", place.root, "--place",
            f"{place.build}/mutants", "--jobs", str(place.jobs), "--seed", str(place.seed)]


def parse_mutants(text):
    n = _numbers(r"^killed (\d+) of (\d+) that are not equivalent: ([\d.]+) %$", text)
    return n and Row(f"{n[1]} changes of one token, {n[0]} noticed ({n[2]} %)", f"{int(n[1]) - int(n[0])} not noticed")


def forgeries(place, seconds):
    folders = (f"{place.root}/tests/data/verify", f"{place.root}/tests/data/idioms", f"{place.build}/objects")
    stride = max(1, int(240 / max(seconds, 3)))  # to seal all programs takes a minute
    return [f"{place.build}/bin/assay_forge", *folders, "--seconds", str(int(max(seconds, 3))), "--seed",
            str(place.seed), "--jobs", str(place.jobs), "--stride", str(stride), "--breaches",
            f"{place.build}/breaches"]


def parse_forgeries(text):
    n = _numbers(r"^(\d+) forgeries in \d+ s: (\d+) past form and digest, (\d+) well formed with one claim changed, "
                 r"(\d+) admitted, (\d+) runs; (\d+) breaches, (\d+) faults of Assay$", text)
    return n and Row(f"{grouped(n[0])} forged packages, {grouped(n[1])} past form and digest, {grouped(n[2])} well "
                     f"formed with one claim changed; {grouped(n[3])} admitted, {grouped(n[4])} runs",
                     f"{n[5]} breaches, {n[6]} faults of Assay")


FUZZER_FROM = 600
PARTS = (
    Part("proofs", 0.2, 0, proofs, parse_proofs),
    Part("mutants", 0, 2 * MUTANTS_TAKE, mutants, parse_mutants),
    Part("containment", 0.3, 0, containment, parse_containment),
    Part("forgeries", 0.05, 0, forgeries, parse_forgeries),
    Part("kernel", 0.05, 0, kernel, parse_kernel, (0, 3, 77)),  # 3: a difference that somebody must read
    Part("contracts", 0.05, 60, contracts, parse_contracts, (0, 77)),
    Part("limits", 0.1, 60, limits, parse_limits),
    Part("fuzzing", 0.25, FUZZER_FROM, fuzz, parse_fuzz),
    Part("replay", 0.25, 0, replay, parse_replay),
)


def parts_for(seconds):
    """(part, its seconds) for a run of so many in all; (part, None) where they do not suffice."""
    with_mutants = seconds >= 2 * MUTANTS_TAKE
    left = seconds - (MUTANTS_TAKE if with_mutants else 0)
    for part in PARTS:
        if part.name == "replay" and seconds >= FUZZER_FROM or part.name == "fuzzing" and seconds < FUZZER_FROM:
            continue  # two forms of one part
        yield part, (part.share * left if seconds >= part.least else None)
