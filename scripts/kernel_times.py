#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare how long Assay and this machine's kernel take to verify the programs of labelled objects.

usage: kernel_times.py ASSAY CORPUS_DIR LABELS_CSV [--objects PREFIX] [--runs N] [--csv FILE]

Needs the right to load programs, and libbpf. Each program is loaded by itself, out of a copy of its object in which
static programs are global, as the type that the label names; nothing is pinned or attached, and hash tables get few
entries. The kernel says its verification time (log level 4), which is the clock's: no more counts than the processor spent on
loading. Assay's are the seconds of the processor in its report.
Both are the best of N runs (4 unless told). Prints ratios over the programs that both accept.
"""
import argparse
import csv
import ctypes
import json
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TYPES = {"socket_filter": 1, "kprobe": 2, "sched_cls": 3, "tracepoint": 5, "xdp": 6, "perf_event": 7, "cgroup_skb": 8,
         "cgroup_sock": 9, "sock_ops": 13, "raw_tracepoint": 17}
HASH_KINDS = {1, 5, 9, 10, 11}
FEW_ENTRIES = 16
STATISTICS = 4  # the log level
SYMBOLS, GLOBAL, FUNCTION = 2, 1, 2  # of ELF: kind of section, binding, kind of symbol
TIME = re.compile(rb"verification time (\d+) usec")


def fit_for_libbpf(data: bytes) -> bytes:
    """The object with the binding of each function changed to global, which libbpf wants of programs, and with a
    member of maps that libbpf does not know in place of "pinning", of which other loaders know more values."""
    out = bytearray(data.replace(b"\0pinning\0", b"\0unknown\0"))
    sections, = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    for header in range(sections, sections + size * count, size):
        kind, = struct.unpack_from("<I", data, header + 4)
        begin, length = struct.unpack_from("<QQ", data, header + 24)
        if kind != SYMBOLS:
            continue
        for symbol in range(begin, begin + length, 24):
            if out[symbol + 4] & 15 == FUNCTION:
                out[symbol + 4] = GLOBAL << 4 | FUNCTION
    return bytes(out)


class OpenOptions(ctypes.Structure):
    """The first members of bpf_object_open_opts."""
    _fields_ = [("sz", ctypes.c_size_t), ("object_name", ctypes.c_char_p), ("relaxed_maps", ctypes.c_bool)]


class Kernel:
    """Loads programs through libbpf."""

    def __init__(self) -> None:
        self.lib = ctypes.CDLL("libbpf.so.1")
        for name in ("bpf_object__open_file", "bpf_object__next_program", "bpf_object__next_map", "bpf_program__name"):
            getattr(self.lib, name).restype = ctypes.c_void_p
        self.lib.libbpf_set_print(None)

    def each(self, following: str, handle: int):
        """The handles of all programs, or maps, of an object."""
        item = getattr(self.lib, following)(ctypes.c_void_p(handle), None)
        while item:
            yield item
            item = getattr(self.lib, following)(ctypes.c_void_p(handle), ctypes.c_void_p(item))

    def seconds(self, path: Path, function: str, kind: int) -> float | None:
        """Of verification; nothing where the kernel does not accept the program."""
        opening = OpenOptions(ctypes.sizeof(OpenOptions), None, True)
        handle = self.lib.bpf_object__open_file(str(path).encode(), ctypes.byref(opening))
        if not handle:
            return None
        log = ctypes.create_string_buffer(1 << 16)
        for one in self.each("bpf_object__next_map", handle):
            at = ctypes.c_void_p(one)
            self.lib.bpf_map__set_pin_path(at, None)
            if self.lib.bpf_map__type(at) in HASH_KINDS:
                self.lib.bpf_map__set_max_entries(at, FEW_ENTRIES)
        for one in self.each("bpf_object__next_program", handle):
            at = ctypes.c_void_p(one)
            wanted = ctypes.string_at(self.lib.bpf_program__name(at)).decode() == function
            self.lib.bpf_program__set_autoload(at, wanted)
            if wanted:
                self.lib.bpf_program__set_type(at, kind)
                self.lib.bpf_program__set_log_level(at, STATISTICS)
                self.lib.bpf_program__set_log_buf(at, log, ctypes.c_size_t(len(log)))
        start = time.thread_time()
        loaded = self.lib.bpf_object__load(ctypes.c_void_p(handle)) == 0
        used = time.thread_time() - start
        self.lib.bpf_object__close(ctypes.c_void_p(handle))
        said = TIME.search(log.value)
        return min(int(said[1]) / 1e6, used) if loaded and said else None


def of_assay(options: argparse.Namespace, objects: list[str]) -> dict[tuple[str, str], float]:
    """Seconds of the accepted programs, by object and function."""
    best: dict[tuple[str, str], float] = {}
    for _ in range(options.runs):
        done = subprocess.run([options.assay, "verify", "--format", "json", "--jobs", "1", "--contract-map",
                               str(options.labels), *(str(options.corpus / name) for name in objects)],
                              check=False, capture_output=True, text=True)
        for program in json.loads(done.stdout)["programs"]:
            if program["verdict"] != "accept":
                continue
            key = str(Path(program["file"]).relative_to(options.corpus)), program["name"]
            best[key] = min(best.get(key, 1e9), program["seconds"])
    return best


def of_kernel(options: argparse.Namespace, rows: list[dict[str, str]]) -> dict[tuple[str, str], float]:
    kernel = Kernel()
    best: dict[tuple[str, str], float] = {}
    with tempfile.TemporaryDirectory() as place:
        for row in rows:
            copy = Path(place) / "object.o"
            copy.write_bytes(fit_for_libbpf((options.corpus / row["object"]).read_bytes()))
            times = [kernel.seconds(copy, row["function"], TYPES[row["program_type"]]) for _ in range(options.runs)]
            if None not in times:
                best[row["object"], row["function"]] = min(times)
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("assay")  # no Path: that of "./assay" is "assay", which is looked for in PATH
    parser.add_argument("corpus", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--objects", default="cilium-core/")
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--csv", type=Path)
    options = parser.parse_args()
    with options.labels.open(newline="") as file:
        rows = [row for row in csv.DictReader(file)
                if row["object"].startswith(options.objects) and row["program_type"] in TYPES]
    kernel = of_kernel(options, rows)
    assay = of_assay(options, sorted({row["object"] for row in rows}))
    both = [(key, assay[key], kernel[key]) for key in kernel if key in assay]
    print(f"{len(rows)} programs: {len(kernel)} accepted by the kernel, {len(assay)} by Assay, {len(both)} by both")
    if options.csv:
        options.csv.write_text("".join(f"{name},{function},{ours:.6f},{theirs:.6f}\n"
                                       for (name, function), ours, theirs in both))
    if not both:
        return 1
    ratios = [ours / theirs for _, ours, theirs in both]
    worst = max(both, key=lambda one: one[1] / one[2])
    ours, theirs = (sum(one[n] for one in both) for n in (1, 2))
    print(f"Assay {ours:.2f} s, the kernel {theirs:.2f} s: {ours / theirs:.2f} in sum, "
          f"{statistics.median(ratios):.2f} in the median, {max(ratios):.1f} at worst ({worst[0][1]})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
