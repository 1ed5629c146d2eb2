#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Other readers take the objects of `assay compile`: libbpf opens each, and llvm-objdump disassembles it.

usage: readers_test.py ASSAY OPEN_OBJECT OBJDUMP SAMPLES

Every C source under SAMPLES is compiled, except those that the restricted language refuses (exit status 1).
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# A line of a disassembly: the number of the slot, the bytes, the text.
INSTRUCTION = re.compile(r"^\s+\d+:\s+(?:[0-9a-f]{2} )+\s*(.*)$", re.M)


def run(*command):
    return subprocess.run(list(map(str, command)), text=True, check=False, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def compile_all(assay, samples, folder):
    """The objects, and what went wrong."""
    objects, problems = [], []
    for source in sorted(samples.rglob("*.c")):
        made = folder / (str(source.relative_to(samples)).replace("/", "-")[:-2] + ".o")
        done = run(assay, "compile", "-o", made, source)
        if done.returncode == 0:
            objects.append(made)
        elif done.returncode != 1:
            problems.append(f"{source}: exit status {done.returncode}\n{done.stdout}")
    return objects, problems


def disassembly_problem(objdump, path):
    done = run(objdump, "-d", "-S", path)
    instructions = INSTRUCTION.findall(done.stdout)
    if done.returncode != 0 or "file format elf64-bpf" not in done.stdout or not instructions:
        return f"{path.name}: llvm-objdump ended with {done.returncode}:\n{done.stdout[:500]}"
    unknown = [text for text in instructions if "<unknown>" in text]
    return f"{path.name}: instructions that llvm-objdump does not know" if unknown else ""


def main(assay, open_object, objdump, samples):
    with tempfile.TemporaryDirectory() as folder:
        objects, problems = compile_all(Path(assay).resolve(), Path(samples).resolve(), Path(folder))
        if not objects:
            problems.append("no sample compiles")
        opened = run(open_object, *objects)
        if opened.returncode != 0:
            problems.append(f"libbpf does not open all of them:\n{opened.stdout}")
        problems += filter(None, (disassembly_problem(objdump, path) for path in objects))
        # The readers themselves are told apart from programs that say yes to anything.
        broken = Path(folder) / "broken.o"
        broken.write_bytes(objects[0].read_bytes()[:200])
        if run(open_object, broken).returncode == 0 or not disassembly_problem(objdump, broken):
            problems.append("half an object passes")
    for problem in problems:
        print(problem)
    print(f"{len(objects)} objects")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
