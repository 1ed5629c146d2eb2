#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Print and hold what a person and a kernel pay for the trusted checker: lines, code, stack, symbols, targets.

usage: figures.py REPOSITORY [--compiler G++] [--clang CLANG++] [--mingw G++]

Lines are those without blanks and comments of loader/checker and ir/wire. Code is compiled with the build's flags (-Oz
among them), and counted where it is linked; the stack is the deepest path through the compiler's call graph, with what the
compiler says that each function takes. An indirect call or a cycle in the graph has no deepest path, and fails.

The goals are those of the design. Where one is not reached yet, REACHED holds what was, so that it only falls.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

GOALS = {"lines of code": 4000, "bytes of code": 64 * 1024, "bytes of stack": 4096}
REACHED = {"lines of code": 9_207, "bytes of code": 104_319}
SYMBOLS = {"memcpy", "memmove", "memset", "memcmp"}
HEADERS = {"stdint.h", "stddef.h"}

FLAGS = ["-std=c++20", "-Oz", "-fno-jump-tables", "-ffreestanding", "-fno-exceptions", "-fno-rtti", "-nostdinc++",
         "-fno-threadsafe-statics", "-fno-asynchronous-unwind-tables", "-Wall", "-Wextra", "-Werror"]
KERNEL = ["-mno-sse", "-mno-mmx", "-mno-red-zone", "-mcmodel=kernel", "-fno-pic", "-fno-asynchronous-unwind-tables"]
# Further targets, compiled only, by the compiler that has them.
TARGETS = {
    "kernel (x86-64)": ("compiler", KERNEL),
    "aarch64": ("clang", ["--target=aarch64-linux-gnu"]),
    "windows (msvc)": ("clang", ["--target=x86_64-pc-windows-msvc"]),
    "windows (mingw-w64)": ("mingw", []),
}

NODE = re.compile(r'^node: \{ title: "([^"]+)" label: "([^"]*)"', re.M)
EDGE = re.compile(r'^edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"', re.M)
BYTES = re.compile(r"(\d+) bytes \([^)]*\)")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)', re.M)


# A compiler that is a link to ccache would give back the object alone, without the call graph beside it.
ENVIRONMENT = os.environ | {"CCACHE_DISABLE": "1"}


def run(command):
    return subprocess.run(list(map(str, command)), check=True, text=True, capture_output=True, env=ENVIRONMENT).stdout


def code_lines(path):
    """Lines that are neither blank nor of a comment."""
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), path.read_text(), flags=re.S)
    return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("//"))


def files(root):
    return sorted(p for folder in ("loader/checker", "ir/wire") for p in (root / folder).rglob("*") if p.is_file())


def sources(root):
    return sorted((root / "loader/checker").rglob("*.cpp"))


def compile_all(root, compiler, flags, out):
    """The objects, one a source. The checker's include root has loader/checker and ir/wire, as the build's has."""
    objects = []
    for source in sources(root):
        made = out / (source.relative_to(root).as_posix().replace("/", "_") + ".o")
        run([compiler, *FLAGS, *flags, "-I", root, "-c", source, "-o", made])
        objects.append(made)
    return objects


def foreign_headers(root):
    wrong = []
    for path in files(root):
        for kind, name in INCLUDE.findall(path.read_text()):
            own = kind == '"' and name.startswith(("loader/checker/", "ir/wire/"))
            if not own and not (kind == "<" and name in HEADERS):
                wrong.append(f"{path.relative_to(root)}: includes {name}")
    return wrong


def function_of(title):
    """What the linker takes for one function. The compiler puts the source before what is in no namespace that others
    see, but also before instances of templates, of which all sources share one."""
    name = title if "_GLOBAL__N_" in title else title.split(":")[-1]
    return re.sub(r"C1E(?=[^/:]*$)", "C2E", name)  # two names of one constructor


def graph(folder):
    """Bytes of stack of each function, and whom it calls."""
    stack, calls = {}, {}
    for info in sorted(folder.glob("*.ci")):
        text = info.read_text()
        for title, label in NODE.findall(text):
            taken = BYTES.search(label)
            if taken is None:
                continue
            if "dynamic" in taken[0] and "bounded" not in taken[0]:
                raise ValueError(f"{title} has a frame of no fixed size")
            name = function_of(title)
            stack[name] = max(stack.get(name, 0), int(taken[1]))
        for caller, callee in EDGE.findall(text):
            calls.setdefault(function_of(caller), set()).add(function_of(callee))
    unknown = {callee for callees in calls.values() for callee in callees} - stack.keys() - SYMBOLS
    if unknown:
        raise ValueError(f"no frame is known of {', '.join(sorted(unknown))}")
    return stack, calls


def deepest(stack, calls):
    """Bytes of the deepest path, a return address a call, and the path. A cycle or an indirect call is an error."""
    known, open_ = {}, set()

    def visit(name):
        if name in known:
            return known[name]
        if name in open_:
            raise ValueError(f"{name} calls itself")
        if "__indirect_call" in name:
            raise ValueError("there is an indirect call")
        open_.add(name)
        below = max((visit(callee) for callee in calls.get(name, ())), default=(0, []))
        open_.discard(name)
        known[name] = (stack.get(name, 0) + 8 + below[0], [name, *below[1]])
        return known[name]

    return max(visit(name) for name in stack)


def undefined(objects):
    """Symbols that no object of the checker defines."""
    needed, defined = set(), set()
    for line in run(["nm", *objects]).splitlines():
        words = line.split()
        if len(words) == 2 and words[0] == "U":
            needed.add(words[1])
        elif len(words) == 3:
            defined.add(words[2])
    return needed - defined


def sections(objects, folder):
    """Bytes of code and constants, and of variables, of all together."""
    linked = folder / "linked"
    run(["ld", "-r", "-o", linked, *objects])
    text, data, bss = map(int, run(["size", linked]).splitlines()[1].split()[:3])
    return text, data + bss


class Figures:
    def __init__(self):
        self.failed = False

    def hold(self, name, value):
        goal = GOALS[name]
        most = max(goal, REACHED.get(name, 0))
        self.failed = self.failed or value > most
        missed = "" if value <= goal else f"  (the goal of {goal:,} is not reached)"
        print(f"{name:22} {value:>8,}  at most {most:,}{missed if value <= most else '  TOO MUCH'}")

    def expect(self, name, wrong):
        self.failed = self.failed or bool(wrong)
        print(f"{name:22} {'; '.join(sorted(wrong)) if wrong else 'none'}")


def measure(figures, root, options):
    figures.hold("lines of code", sum(code_lines(path) for path in files(root)))
    figures.expect("foreign headers", foreign_headers(root))
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        objects = compile_all(root, options.compiler, ["-fstack-usage", "-fcallgraph-info=su"], out)
        code, variables = sections(objects, out)
        figures.hold("bytes of code", code)
        figures.expect("variables", [f"{variables} bytes"] if variables else [])
        figures.expect("foreign symbols", undefined(objects) - SYMBOLS)
        stack, calls = graph(out)
        most, path = deepest(stack, calls)
        figures.hold("bytes of stack", most)
        names = run(["c++filt", *path]).splitlines()
        print("  by way of " + ", ".join(re.sub(r"\(.*", "", name).split("::")[-1] for name in names))


def targets(root, options):
    for name, (which, flags) in TARGETS.items():
        compiler = getattr(options, which)
        if not compiler:
            print(f"{name:22} not tried: there is no compiler for it")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            compile_all(root, compiler, flags, Path(scratch))
        print(f"{name:22} compiles")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--compiler", default="g++")
    parser.add_argument("--clang", default="")
    parser.add_argument("--mingw", default="")
    options = parser.parse_args()
    figures = Figures()
    try:
        measure(figures, options.repository, options)
        targets(options.repository, options)
    except subprocess.CalledProcessError as error:
        print(error.stderr, file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"bytes of stack: {error}", file=sys.stderr)
        return 1
    return 1 if figures.failed else 0


if __name__ == "__main__":
    sys.exit(main())
