#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`assay compile` makes what clang makes, and `assay verify SENSOR.c` judges it as the header says.

usage: same_as_clang.py --assay ASSAY --root REPOSITORY --objects OBJECTS --clang CLANG --known FILE
                        [--levels O1,O2] [--cpus v1,v3] FOLDER...

For each C source with a header (samples/README.md) under the FOLDERs, at each level and cpu: the object is
byte for byte clang's (the build's own, or made now), so that every verdict on one is a verdict on the other;
a source that the restricted language refuses is refused for the code and at the line of its header. At
the first level and cpu, `assay verify` of the source also gives the verdict of the header, or the one that
FILE lists for the object (tests/acceptance/verdict/check_verdicts.py).
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "verdict"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from check_verdicts import judge, read_known  # noqa: E402  (its folder is known only now)
from expectations import Job, expectation  # noqa: E402

REFUSAL = re.compile(r"^([^:\n]+):(\d+):\d+: error: .* \[(A\d{3})\]$", re.M)


class Compilers:
    """Both compilers with the flags of cmake/BpfObjects.cmake."""

    def __init__(self, options):
        self.options = options
        self.root = options.root.resolve()

    def flags(self):
        return [f"-I{self.options.system_headers}", f"-I{self.root}/include",
                f"-ffile-prefix-map={self.root}/=", "-fdebug-compilation-dir=."]

    def assay(self, source, level, cpu, output):
        return self._run([self.options.assay, "compile", f"-{level}", "--cpu", cpu, "-o", output, source,
                          "--", "-Wall", *self.flags()])

    def clang(self, source, level, cpu, output):
        return self._run([self.options.clang, "-target", "bpf", "-g", "-fstack-size-section", f"-{level}",
                          f"-mcpu={cpu}", *self.flags(), "-c", source, "-o", output])

    def _run(self, command):
        return subprocess.run([str(word) for word in command], cwd=self.root, check=False, text=True,
                              capture_output=True, timeout=120)


def refusals(text):
    """(code, line) of each error that the compiler tells."""
    return {(code, int(line)) for _, line, code in REFUSAL.findall(text)}


def compare(compilers, wanted, level, cpu):
    """What is wrong with the object, as one phrase; "" when nothing is."""
    name = f"{wanted.source.relative_to(compilers.root).with_suffix('')}.{level}.{cpu}.o"
    reference = compilers.options.objects / name
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "assay.o"
        done = compilers.assay(wanted.source, level, cpu, made)
        if done.returncode == 1 and not wanted.accept:
            if refusals(done.stderr) == {(wanted.code, wanted.line)} and not made.exists():
                return ""
            return f"{name}: refused otherwise than for {wanted.code}:{wanted.line}:\n{done.stderr}"
        if done.returncode != 0:
            return f"{name}: exit status {done.returncode}:\n{done.stderr}"
        if not reference.is_file():
            reference = Path(folder) / "clang.o"
            compilers.clang(wanted.source, level, cpu, reference)
        return "" if made.read_bytes() == reference.read_bytes() else f"{name}: differs from clang's"


def verdicts(compilers, sources, level, cpu):
    """source -> its programs in the report of `assay verify` on all of them."""
    done = subprocess.run(
        [compilers.options.assay, "verify", "--format", "json", f"-{level}", "--cpu", cpu,
         "-I", compilers.options.system_headers,
         *[source.relative_to(compilers.root) for source in sources]],
        cwd=compilers.root, check=False, text=True, capture_output=True, timeout=300)
    programs = {source: [] for source in sources}
    for program in json.loads(done.stdout)["programs"]:
        programs[compilers.root / program["file"]].append(program)
    return programs


def judge_source(wanted, programs, name, known):
    """What is wrong with the verdict on a source, as one phrase; "" when nothing is."""
    found = [f"{finding['code']}:{finding['line']}" for p in programs for finding in p["findings"]]
    if not wanted.accept and found == [f"{wanted.code}:{wanted.line}"]:
        return ""  # refused as a source it has no contract yet
    what = judge(Job(name, wanted.source, wanted), programs, [])
    return "" if what == known.get(name, "") else f"{name}, from its source: {what or 'right now'}"


def arguments():
    parser = argparse.ArgumentParser()
    for name in ("--assay", "--root", "--objects", "--known", "--clang"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--system-headers", type=Path, required=True)
    parser.add_argument("--levels", default="O2")
    parser.add_argument("--cpus", default="v3")
    parser.add_argument("folders", nargs="+")
    return parser.parse_args()


def main():
    options = arguments()
    compilers = Compilers(options)
    wanted = [expectation(source) for folder in options.folders
              for source in sorted((compilers.root / folder).rglob("*.c"))]
    levels, cpus = options.levels.split(","), options.cpus.split(",")
    jobs = [(w, level, cpu) for w in wanted for level in levels for cpu in cpus if level in w.levels]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failures = [what for what in pool.map(lambda job: compare(compilers, *job), jobs) if what]
    known = read_known(options.known)
    here = [w for w in wanted if levels[0] in w.levels]
    found = verdicts(compilers, [w.source for w in here], levels[0], cpus[0])
    for w in here:
        name = f"{w.source.relative_to(compilers.root).with_suffix('')}.{levels[0]}.{cpus[0]}.o"
        failures += filter(None, [judge_source(w, found[w.source], name, known)])
    print("\n".join([*failures, f"{len(jobs)} objects, {len(here)} sources, {len(failures)} failures"]))
    return 1 if failures or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
