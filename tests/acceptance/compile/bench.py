#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the time of `assay compile` with clang's on sensors of growing length, in one run.

usage: bench.py ASSAY CLANG [--rounds N] [--most RATIO]

Both compile the same generated file, by turns, with the same flags (-O2 -g, cpu v3). Told for each length:
the least processor time of either (a busy machine only adds to it), and their ratio. With --most, a ratio
above it fails.
"""
import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

HEAD = """
typedef unsigned long long u64;
struct xdp_md { unsigned data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex; };
static u64 (*const bpf_ktime_get_ns)(void) = (void *)5;
struct { int (*type)[2]; int (*max_entries)[64]; unsigned *key; u64 *value; } table
    __attribute__((section(".maps"), used));
static void *(*const bpf_map_lookup_elem)(const void *, const void *) = (void *)1;
"""
RULE = """
static __attribute__((noinline)) u64 rule_{i}(struct xdp_md *ctx, unsigned key) {{
  u64 *count = bpf_map_lookup_elem(&table, &key);
  if (!count) return 0;
  u64 sum = *count;
  for (unsigned i = 0; i < {rounds}; i++) {{
    if (sum & (1ull << (i & 63))) sum += i * {i};
    else sum ^= bpf_ktime_get_ns() >> (i & 7);
  }}
  if (ctx->rx_queue_index == {i}) *count = sum;
  return sum;
}}
"""
HOOK = """
__attribute__((section("xdp"), used)) int hook_{i}(struct xdp_md *ctx) {{
  return (rule_{i}(ctx, {i}) & 1) + 1;
}}
"""


def sensor(lines):
    text, i = HEAD, 0
    while text.count("\n") < lines:
        text += RULE.format(i=i, rounds=8 + i % 50) + HOOK.format(i=i)
        i += 1
    return text


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assay")
    parser.add_argument("clang")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=float)
    options = parser.parse_args()
    late = 0
    print("lines  assay s  clang s  ratio")
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "sensor.c", Path(folder) / "sensor.o"
        for lines in (20, 1000, 4000):
            source.write_text(sensor(lines))
            ours = [options.assay, "compile", source, "-o", output]
            theirs = [options.clang, "-target", "bpf", "-O2", "-g", "-mcpu=v3", "-c", source, "-o", output]
            pairs = [(seconds(ours), seconds(theirs)) for _ in range(options.rounds)]
            assay, clang = min(a for a, _ in pairs), min(c for _, c in pairs)
            print(f"{lines:5}  {assay:7.3f}  {clang:7.3f}  {assay / clang:5.2f}", flush=True)
            late += options.most is not None and assay > options.most * clang
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
