# SPDX-License-Identifier: Apache-2.0
"""What may kill a mutant: the tree's own tests, from the cheapest to the dearest."""
import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

MOST_MEMORY = 6 << 30   # bytes of address space for one killer
PATIENCE = 4            # times what the killer takes without a mutant, in seconds of the processor
LEAST_PATIENCE = 20     # seconds of the processor
WALL = 15               # seconds of the clock for one of the processor: other work may be under way
MOST_NUMBER = 4096      # of mutants, as in the header that the copy includes
UNITS = ("obligation", "domain", "transfer", "proof", "engine")
VERDICTS = ("tests/data/verify", "tests/data/idioms/table", "tests/data/idioms/loops",
            "tests/data/idioms/regions", "samples")


@dataclass(frozen=True)
class Killer:
    name: str
    family: str            # unit, exhaustive, verdict, proof or containment: a column of the table
    command: tuple
    refutes: str = ""      # what a failing run must say to count, where it may fail for lack of time


def unit(build, folder, tests="*"):
    name = folder.replace("/", "_")
    family = "unit" if folder.startswith("unit/") else folder.split("/")[-1]
    of = "" if tests == "*" else f" {tests}"
    return Killer(folder + of, family, (f"{build}/bin/test_{name}", "--gtest_brief=1", "--gtest_fail_fast",
                                        f"--gtest_filter={tests}"))


def all_killers(root, build):
    """In the order in which they are tried. `root` is the copy, whose data is the repository's own."""
    verdicts = (sys.executable, "-B", f"{root}/tests/acceptance/verdict/check_verdicts.py", "--assay", f"{build}/bin/assay",
                "--root", root, "--objects", f"{build}/objects",
                "--known", f"{root}/tests/acceptance/verdict/known_imprecise.txt")
    corpus = [word for folder in ("tests/data/verify", "tests/data/idioms")
              for word in ("--corpus", f"{root}/{folder}")]
    return [
        *(unit(build, f"unit/verifier/{name}") for name in UNITS),
        *(Killer(f"verdict {folder}", "verdict", (*verdicts, folder)) for folder in VERDICTS),
        *(Killer(name, "verdict", (sys.executable, "-B", f"{root}/tests/acceptance/cli/{script}", f"{build}/bin/assay",
                                   f"{root}/{folder}"))
          for name, script, folder in (("command line", "run_cases.py", "tests/data/cli"),
                                       ("explained examples", "check_examples.py", "docs/explain"))),
        unit(build, "evidence/exhaustive"),
        Killer("proofs", "proof", (f"{build}/bin/assay_proofs", "--quick", "--jobs", "1", "--seconds", "90",
                                   "--seconds-each", "20"), "REFUTED"),
        Killer("containment", "containment", (f"{build}/bin/assay_soundness", "--seconds", "15", "--seed", "1",
                                              "--jobs", "1", "--breaches", f"{build}", *corpus), ""),
    ]


DEAR = "Forgery.another_program_with_the_certificate_*"  # of the checker's tests that which takes as long as all others


def checker_killers(root, build):
    """The same for mutants of the checker."""
    forgeries = (f"{build}/bin/assay_forgeries", f"{root}/tests/data/verify", f"{root}/tests/data/idioms",
                 f"{build}/objects/tests/data/verify/globals", "--every", "150", "--unreached",
                 f"{root}/tests/evidence/checker/unreached.txt", "--least", "150")
    proof = "unit/loader/checker/proof"
    return [unit(build, "unit/loader/checker"), unit(build, proof, f"-{DEAR}"),
            Killer("forgeries", "verdict", forgeries), unit(build, proof, DEAR)]


CHECKER_TARGETS = ("test_unit_loader_checker", "test_unit_loader_checker_proof", "assay_forgeries", "sample_objects")
TARGETS = (*(f"test_unit_verifier_{name}" for name in UNITS), "test_evidence_exhaustive", "assay", "sample_objects",
           "assay_proofs", "assay_soundness")


@dataclass(frozen=True)
class Run:
    killed: bool
    how: str       # "test failed", "ended by signal 11", "took too long" or ""
    seconds: float


def _limit(seconds):
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))


def run(killer, mutant, seconds, record=None):
    """One killer on one mutant (0: none), with so many seconds of the processor for each process."""
    variables = {**os.environ, "ASSAY_MUTANT": str(mutant)}
    if record is not None:
        variables["ASSAY_REACHED"] = str(record)
    begun = time.monotonic()
    process = subprocess.Popen([str(word) for word in killer.command], env=variables, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
                               preexec_fn=lambda: _limit(seconds), errors="replace")
    try:
        output, _ = process.communicate(timeout=WALL * seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the session that was started for it
        process.communicate()
        return Run(True, "took too long", time.monotonic() - begun)
    taken = time.monotonic() - begun
    if process.returncode == 0:
        return Run(False, "", taken)
    if process.returncode == -signal.SIGXCPU:
        return Run(True, "took too long", taken)
    if process.returncode < 0:
        return Run(True, f"ended by signal {-process.returncode}", taken)
    if killer.refutes and killer.refutes not in output:
        return Run(False, "failed without a refutation", taken)
    return Run(True, "test failed", taken)


def processor_seconds():
    """What all processes that this one has waited for have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def reached(record):
    """The numbers of the mutants whose place a recorded run came by."""
    path = Path(record)
    content = path.read_bytes() if path.is_file() else b""
    return {number for number, byte in enumerate(content[:MOST_NUMBER]) if byte}


def patience(baseline):
    return max(LEAST_PATIENCE, PATIENCE * baseline)
