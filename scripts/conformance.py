#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the vectors of the public bpf_conformance suite against Assay.

usage: conformance.py PLUGIN SUITE_DIR [--list]

PLUGIN is build/bin/assay_conformance; SUITE_DIR holds the suite's folders `tests` and `negative`. Each
positive vector runs in Assay's interpreter and in the tests' naive one, which must give the expected r0,
and is judged by the verifier. A negative vector must be refused: by the assembler below where its text
is malformed, else by all three. Prints a table; --list names the vectors that miss. Exit status 0 when
every vector does what it should but those that this file names as unsupported.
"""
import argparse
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

# Vectors that need what Assay refuses on purpose, and why.
UNSUPPORTED = {
    "callx.data": "calls a helper through a register",
}
MODES = ("interpreter", "oracle", "verify")

ALU = {"add": 0x00, "sub": 0x10, "mul": 0x20, "div": 0x30, "or": 0x40, "and": 0x50, "lsh": 0x60,
       "rsh": 0x70, "mod": 0x90, "xor": 0xa0, "mov": 0xb0, "arsh": 0xc0, "sdiv": 0x30, "smod": 0x90}
JUMPS = {"jeq": 0x10, "jgt": 0x20, "jge": 0x30, "jset": 0x40, "jne": 0x50, "jsgt": 0x60, "jsge": 0x70,
         "jlt": 0xa0, "jle": 0xb0, "jslt": 0xc0, "jsle": 0xd0}
SIZES = {"w": 0x00, "h": 0x08, "b": 0x10, "dw": 0x18}
ATOMICS = {"add": 0x00, "or": 0x40, "and": 0x50, "xor": 0xa0, "xchg": 0xe1, "cmpxchg": 0xf1}
MOVSX = {"movsx832": (0xbc, 8), "movsx1632": (0xbc, 16), "movsx864": (0xbf, 8), "movsx1664": (0xbf, 16),
         "movsx3264": (0xbf, 32)}


class Malformed(Exception):
    """The text of a vector cannot be assembled."""


def number(text: str, low: int, high: int) -> int:
    try:
        value = int(text, 0)
    except ValueError as error:
        raise Malformed(f"{text!r} is no number") from error
    if not low <= value <= high:
        raise Malformed(f"{text} is out of range")
    return value


def immediate(text: str) -> int:
    """32 bits: hexadecimal up to ffffffff, decimal as a signed number."""
    top = 0xFFFFFFFF if "0x" in text.lower() else 0x7FFFFFFF
    return number(text, -0x80000000, top) & 0xFFFFFFFF


def register(text: str) -> int:
    match = re.fullmatch(r"%r(\d+)", text)
    if not match or int(match[1]) > 10:
        raise Malformed(f"{text!r} is no register")
    return int(match[1])


def memory(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\[(%r\d+)\s*([+-]\s*\w+)?\]", text)
    if not match:
        raise Malformed(f"{text!r} is no memory operand")
    offset = match[2].replace(" ", "") if match[2] else "0"
    return register(match[1]), number(offset, -0x8000, 0x7FFF)


def slot(code: int, dst: int = 0, src: int = 0, offset: int = 0, imm: int = 0) -> bytes:
    return bytes([code, src << 4 | dst]) + (offset & 0xFFFF).to_bytes(2, "little") + imm.to_bytes(4, "little")


class Assembler:
    """Two passes: slots of the lines first, then bytes."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, str, list[str]]] = []
        self.labels: dict[str, int] = {}
        at = 0
        for raw in text.splitlines():
            line = raw.split("#")[0].strip()
            if not line:
                continue
            if label := re.fullmatch(r"(\w+):", line):
                self.labels[label[1]] = at
                continue
            words = re.match(r"((?:lock\s+(?:fetch\s+)?)?\w+)\s*(.*)", line)
            if not words:
                raise Malformed(line)
            name = " ".join(words[1].split())
            operands = [part.strip() for part in words[2].split(",")] if words[2] else []
            self.lines.append((at, name, operands))
            if name == "exit":
                self.labels.setdefault("exit", at)
            at += 2 if name == "lddw" else 1

    def target(self, at: int, text: str) -> int:
        if re.fullmatch(r"[+-]\d+", text):
            return int(text)
        if text not in self.labels:
            raise Malformed(f"no label {text!r}")
        return self.labels[text] - at - 1

    def code(self) -> bytes:
        return b"".join(self.one(*line) for line in self.lines)

    def one(self, at: int, name: str, operands: list[str]) -> bytes:
        for family in (self.control, self.move, self.load_store, self.atomic, self.arithmetic):
            try:
                made = family(at, name, operands)
            except (IndexError, ValueError) as error:
                raise Malformed(f"{name}: operands") from error
            if made is not None:
                return made
        raise Malformed(f"no instruction {name!r}")

    def control(self, at: int, name: str, operands: list[str]) -> bytes | None:
        if name == "exit":
            return slot(0x95)
        if name in ("ja", "ja32"):
            (where,) = operands
            distance = self.target(at, where)
            return slot(0x05, offset=distance) if name == "ja" else slot(0x06, imm=distance & 0xFFFFFFFF)
        if name == "call":
            (what,) = operands
            if what.startswith("%"):
                return slot(0x8D, register(what))
            if what.startswith("local "):
                return slot(0x85, src=1, imm=self.target(at, what.split()[1]) & 0xFFFFFFFF)
            return slot(0x85, imm=immediate(what))
        base = name.removesuffix("32")
        if base not in JUMPS:
            return None
        left, right, where = operands
        code = JUMPS[base] | (0x06 if name.endswith("32") else 0x05)
        distance = self.target(at, where)
        if right.startswith("%"):
            return slot(code | 0x08, register(left), register(right), distance)
        return slot(code, register(left), 0, distance, immediate(right))

    def move(self, _at: int, name: str, operands: list[str]) -> bytes | None:
        if name == "lddw":
            dst, text = operands
            value = number(text, -(1 << 63), (1 << 64) - 1) & ((1 << 64) - 1)
            return slot(0x18, register(dst), imm=value & 0xFFFFFFFF) + slot(0, imm=value >> 32)
        if name in MOVSX:
            dst, src = operands
            code, bits = MOVSX[name]
            return slot(code, register(dst), register(src), bits)
        if match := re.fullmatch(r"(le|be|bswap|swap)(16|32|64)", name):
            (dst,) = operands
            code = {"le": 0xD4, "be": 0xDC}.get(match[1], 0xD7)
            return slot(code, register(dst), imm=int(match[2]))
        return None

    def load_store(self, _at: int, name: str, operands: list[str]) -> bytes | None:
        match = re.fullmatch(r"(ldxs|ldx|stx|st)(b|h|w|dw)", name)
        if not match:
            return None
        kind, size = match[1], SIZES[match[2]]
        first, second = operands
        if kind in ("ldx", "ldxs"):
            base, offset = memory(second)
            return slot((0x81 if kind == "ldxs" else 0x61) | size, register(first), base, offset)
        base, offset = memory(first)
        if kind == "stx":
            return slot(0x63 | size, base, register(second), offset)
        return slot(0x62 | size, base, 0, offset, immediate(second))

    def atomic(self, _at: int, name: str, operands: list[str]) -> bytes | None:
        words = name.split()
        if words[0] != "lock":
            return None
        wide = not words[-1].endswith("32")
        imm = ATOMICS.get(words[-1].removesuffix("32"))
        if imm is None:
            raise Malformed(name)
        if words[1] == "fetch":
            imm |= 1
        place, src = operands
        base, offset = memory(place)
        return slot(0xDB if wide else 0xC3, base, register(src), offset, imm)

    def arithmetic(self, _at: int, name: str, operands: list[str]) -> bytes | None:
        wide = not name.endswith("32")
        base = name.removesuffix("32")
        kind = 0x07 if wide else 0x04
        if base == "neg":
            (dst,) = operands
            return slot(0x80 | kind, register(dst))
        if base not in ALU:
            return None
        dst, src = operands
        offset = 1 if base in ("sdiv", "smod") else 0
        if src.startswith("%"):
            return slot(ALU[base] | kind | 0x08, register(dst), register(src), offset)
        return slot(ALU[base] | kind, register(dst), 0, offset, immediate(src))


def sections(path: Path) -> dict[str, str]:
    """The parts of a vector, each under a line `-- name`."""
    parts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in path.read_text().splitlines():
        if line.startswith("-- "):
            current = parts.setdefault(line[3:].strip(), [])
        elif current is not None and not line.startswith("#"):
            current.append(line)
    return {name: "\n".join(lines) for name, lines in parts.items()}


def code_of(parts: dict[str, str]) -> bytes:
    if parts.get("asm", "").strip():
        return Assembler(parts["asm"]).code()
    words = parts.get("raw", "").split()
    if not words:
        raise Malformed("no program")
    if words[0].startswith("0x"):
        return b"".join(int(word, 16).to_bytes(8, "little") for word in words)
    return bytes(int(word, 16) for word in words)


def run(plugin: Path, mode: str, code: bytes, memory_text: str) -> tuple[int, str]:
    command = [str(plugin)]
    if memory_text:
        command.append(memory_text)
    done = subprocess.run([*command, "--mode", mode], input=code.hex(), capture_output=True, text=True,
                          check=False, timeout=60)
    return done.returncode, (done.stdout or done.stderr).strip()


def judge(plugin: Path, path: Path, *, positive: bool) -> dict[str, str]:
    """For each mode "as expected", "unsupported", or what went wrong."""
    parts = sections(path)
    unknown = set(parts) - {"asm", "raw", "mem", "result", "error", "c", "no register offset"}
    try:
        if unknown:
            raise Malformed(f"unknown parts {unknown}")
        code = code_of(parts)
    except Malformed as error:
        return dict.fromkeys(MODES, f"malformed: {error}" if positive else "as expected")
    memory_text = "".join(parts.get("mem", "").split())
    out = {}
    for mode in MODES:
        status, text = run(plugin, mode, code, memory_text)
        if positive and mode == "verify":
            good = status == 0
        elif positive:
            good = status == 0 and int(text, 16) == int(parts["result"].strip(), 16)
        elif "result" in parts and mode != "verify":
            good = status != 0 or int(text, 16) != int(parts["result"].strip(), 16)
        elif "result" in parts:
            good = True  # a well-formed program whose expected result is wrong on purpose
        else:
            good = status != 0
        out[mode] = "as expected" if good else f"status {status}: {text}"
        if not good and path.name in UNSUPPORTED:
            out[mode] = "unsupported"
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the bpf_conformance vectors.")
    parser.add_argument("plugin", type=Path)
    parser.add_argument("suite", type=Path)
    parser.add_argument("--list", action="store_true", help="name the vectors that miss")
    options = parser.parse_args()
    counts: Counter[tuple[str, str, str]] = Counter()
    misses = []
    totals = {}
    for folder, positive in (("tests", True), ("negative", False)):
        files = sorted((options.suite / folder).glob("*.data"))
        totals[folder] = len(files)
        for path in files:
            for mode, outcome in judge(options.plugin, path, positive=positive).items():
                word = outcome if outcome in ("as expected", "unsupported") else "misses"
                counts[folder, mode, word] += 1
                if word != "as expected":
                    misses.append(f"{folder}/{path.name} {mode}: {outcome}")
    print(f"{'vectors':<10}{'judge':<13}{'in all':>7}{'as expected':>13}{'unsupported':>13}{'misses':>8}")
    for folder, total in totals.items():
        for mode in MODES:
            shown = [counts[folder, mode, word] for word in ("as expected", "unsupported", "misses")]
            print(f"{folder:<10}{mode:<13}{total:>7}{shown[0]:>13}{shown[1]:>13}{shown[2]:>8}")
    if options.list:
        print("\n".join(misses))
    return 1 if not any(totals.values()) or any(word == "misses" for _, _, word in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
