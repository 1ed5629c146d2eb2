#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Verifies every program of a folder and compares with what its header promises.

usage: check_verdicts.py --assay ASSAY --root REPOSITORY --objects OBJECTS --known FILE [--seconds S]
                         [--bless] FOLDER...

For each source under the FOLDERs (inside REPOSITORY) that has a header (samples/README.md): the
verdict, the contract that was found, and of a refusal each finding's code and line; the report fits
docs/report.schema.json; a twin with an event faults on it (or executes more than its budget), and its
safe form does not. With --seconds, an analysis that takes longer fails, and one over a tenth of it is
told. The seconds are of the clock, which other work on the machine lengthens and nothing shortens: a
late input is judged again by itself, and the shortest of its times counts.

FILE lists what is known to be wrong, one `INPUT: what happens now` a line. It must be exact: a mended
program fails until its line is gone. An unsafe program that is accepted may never be on it. --bless
rewrites the lines of the FOLDERs.
"""
import argparse
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from expectations import expectation, jobs_of, safe_form

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from schema import problems  # noqa: E402  (its folder is known only now)

BATCH = 16          # inputs of one process
BATCH_SECONDS = 20  # patience for a batch; then each of its inputs runs alone
ALONE_SECONDS = 5   # patience for one input
TRIES_IF_LATE = 3   # how often an input that took too long is judged again
TIMEOUT = "timeout"
MISFIT = "[A116]"
NEVER_KNOWN = "unsafe program accepted"


class Misfit(ValueError):
    """The event does not fit the program: an entry for a map of another size, for instance."""


class Runner:
    """Runs ASSAY; the inputs of a batch that does not end or leaves no report run again, each alone."""

    def __init__(self, assay, schema, workers):
        self.assay = assay
        self.schema = schema
        self.workers = workers

    def _report(self, paths, seconds):
        done = subprocess.run([self.assay, "verify", "--format", "json", "--jobs", "1", *paths],
                              capture_output=True, text=True, timeout=seconds, check=False)
        document = json.loads(done.stdout)
        faults = list(problems(document, self.schema, self.schema))
        if done.returncode == 3 or done.returncode < 0:
            faults.append(f"exit status {done.returncode}: {done.stderr.strip()[:200]}")
        programs = {path: [] for path in paths}
        for program in document["programs"]:
            programs[program["file"]].append(program)
        return {path: (programs[path], faults) for path in paths}

    def _batch(self, paths):
        alone = len(paths) == 1
        try:
            return self._report(paths, ALONE_SECONDS if alone else BATCH_SECONDS)
        except subprocess.TimeoutExpired:
            if alone:
                return {paths[0]: ([], [TIMEOUT])}
        except (ValueError, KeyError) as problem:
            if alone:
                return {paths[0]: ([], [f"no usable report: {problem!r}"])}
        found = {}
        for path in paths:
            found.update(self._batch([path]))
        return found

    def verify(self, paths, known_slow):
        """path -> (its programs of the report, what is wrong with the report)."""
        quick = [path for path in paths if path not in known_slow]
        batches = [quick[i:i + BATCH] for i in range(0, len(quick), BATCH)]
        batches += [[path] for path in paths if path in known_slow]
        found = {}
        with ThreadPoolExecutor(self.workers) as pool:
            for part in pool.map(self._batch, batches):
                found.update(part)
        return found

    def faults_on(self, path, event):
        """Whether a run of the program on the event faults. Misfit when the event is for other maps,
        ValueError when the program cannot be run at all."""
        done = subprocess.run([self.assay, "run", "--json", "--event", str(event), str(path)],
                              capture_output=True, text=True, timeout=60, check=False)
        if done.returncode == 2 and MISFIT in done.stderr:
            raise Misfit(done.stderr.strip())
        if done.returncode not in (0, 1):
            raise ValueError(f"assay run: {done.stderr.strip()}")
        return json.loads(done.stdout)["fault"] is not None


def findings_of(program):
    return [f"{finding['code']}:{finding['line']}" for finding in program["findings"]]


def judge(job, programs, faults):
    """What is wrong with the verdict, as one phrase; "" when nothing is."""
    wanted = job.wanted
    if faults:
        return "; ".join(faults)
    if not programs:
        return "no program in the report"
    for program in programs:
        if program["contract"] != wanted.contract:
            return f"contract {program['contract']} instead of {wanted.contract}"
    if wanted.accept:
        refused = [p for p in programs if p["verdict"] != "accept"]
        return "; ".join(f"{p['verdict']} {' '.join(findings_of(p))}" for p in refused)
    refused = [p for p in programs if p["verdict"] == "reject"]
    if not refused:
        accepted = all(p["verdict"] == "accept" for p in programs)
        return NEVER_KNOWN if accepted else f"error {' '.join(findings_of(programs[0]))}"
    right = sorted([f"{wanted.code}:{wanted.line}", *wanted.also])
    if all(sorted(findings_of(p)) == right for p in refused):
        return ""
    return "; ".join(f"reject {' '.join(findings_of(p))}" for p in refused)


def safe_form_faults(runner, path, event):
    """A safe form whose maps are larger than its twin's cannot be run on the twin's event."""
    try:
        return runner.faults_on(path, event)
    except Misfit:
        return False


def check_event(runner, job, root, objects):
    """Sentences on what the event beside an unsafe program does not show."""
    event = job.wanted.source.parent / job.wanted.event
    try:
        if not runner.faults_on(job.path, event):
            yield f"{job.name}: does not fault on {job.wanted.event}"
        if job.wanted.twin_of:
            name, path = safe_form(job, root, objects)
            if safe_form_faults(runner, path, event):
                yield f"{name}: faults on {job.wanted.event}, though it is the safe form"
    except (ValueError, subprocess.TimeoutExpired) as problem:
        yield f"{job.name}: {problem}"


def collect(folders, root, objects):
    """All jobs, and sentences on headers that cannot be used."""
    jobs, wrong = [], []
    for folder in folders:
        for source in sorted((root / folder).rglob("*")):
            if source.suffix not in (".c", ".asm"):
                continue
            try:
                wanted = expectation(source)
            except ValueError as problem:
                wrong.append(f"{source.relative_to(root)}: {problem}")
                continue
            jobs += jobs_of(wanted, root, objects)
            for name in (wanted.event, wanted.twin_of):
                if name and not (source.parent / name).is_file():
                    wrong.append(f"{source.relative_to(root)}: there is no {name}")
    for job in jobs:
        if not job.path.is_file():
            wrong.append(f"{job.name}: no such object")
    return [job for job in jobs if job.path.is_file()], wrong


def read_known(path):
    known = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, what = line.partition(": ")
            known[name] = what
    return known


def write_known(path, known):
    remarks = [line for line in path.read_text().splitlines() if line.startswith("#")]
    lines = [f"{name}: {what}" for name, what in sorted(known.items())]
    path.write_text("\n".join([*remarks, *lines]) + "\n")


def compare_with_known(off, known, names):
    """Sentences on what differs between the failures of now and the list."""
    for name, what in sorted(off.items()):
        if what == NEVER_KNOWN:
            yield f"{name}: {NEVER_KNOWN}"
        elif known.get(name) != what:
            listed = f" (listed as: {known[name]})" if name in known else ""
            yield f"{name}: {what}{listed}"
    for name, what in sorted(known.items()):
        if what == NEVER_KNOWN:
            yield f"{name}: an accepted unsafe program may not be listed"
        elif name in names and name not in off:
            yield f"{name}: is right now; remove its line ({what})"


def analysis_seconds(report):
    return sum(program["seconds"] for program in report[0])


def check_time(jobs, reports, limit, again):
    """Splits what took long into failures and remarks. again(path): one more report of a late input."""
    failures, remarks = [], []
    for job in jobs:
        taken = analysis_seconds(reports[str(job.path)])
        for _ in range(TRIES_IF_LATE):
            if taken <= limit:
                break
            report = again(str(job.path))
            if report[0]:
                taken = min(taken, analysis_seconds(report))
        if taken > limit:
            failures.append(f"{job.name}: {taken:.3f} s of analysis, the limit is {limit} s")
        elif taken > limit / 10:
            remarks.append(f"{job.name}: {taken:.3f} s of analysis")
    return failures, remarks


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("--assay", "--root", "--objects", "--known"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("folders", nargs="+")
    return parser.parse_args()


def main():
    options = arguments()
    root = options.root.resolve()
    schema = json.loads((root / "docs" / "report.schema.json").read_text())
    jobs, failures = collect(options.folders, root, options.objects)
    known = read_known(options.known)
    workers = os.cpu_count() or 1
    runner = Runner(str(options.assay), schema, workers)
    slow = {str(job.path) for job in jobs if known.get(job.name) == TIMEOUT}
    reports = runner.verify([str(job.path) for job in jobs], slow)
    off = {job.name: what for job in jobs if (what := judge(job, *reports[str(job.path)]))}
    names = {job.name for job in jobs}
    if options.bless:
        kept = {name: what for name, what in known.items()
                if not any(name.startswith(f"{folder}/") for folder in options.folders)}
        known = {**kept, **{n: w for n, w in off.items() if w != NEVER_KNOWN}}
        write_known(options.known, known)
    failures += compare_with_known(off, known, names)
    failures += [f"{name}: is on the list, but there is no such input" for name in sorted(known)
                 if name not in names and any(name.startswith(f"{f}/") for f in options.folders)]
    with ThreadPoolExecutor(workers) as pool:
        for told in pool.map(lambda job: list(check_event(runner, job, root, options.objects)),
                             [job for job in jobs if job.wanted.event]):
            failures += told
    remarks = []
    if options.seconds:
        late, remarks = check_time(jobs, reports, options.seconds,
                                   lambda path: runner.verify([path], set())[path])
        failures += late
    print("\n".join([*(f"slow: {remark}" for remark in remarks), *failures]))
    print(f"{len(jobs)} inputs, {len(off)} known to be wrong or new, {len(failures)} failures")
    return 1 if failures or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
