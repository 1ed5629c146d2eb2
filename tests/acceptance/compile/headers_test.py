#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The headers for sensor authors compile, with a plain clang and with `assay compile`, without a warning
and without any other header, and what is written with them is accepted.

usage: headers_test.py ASSAY CLANG INCLUDE_FOLDER
"""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

INCLUDE = Path(sys.argv.pop()).resolve()
CLANG = sys.argv.pop()
ASSAY = Path(sys.argv.pop()).resolve()

WINDOWS = """#include <assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 64);
  __type(key, u64);
  __type(value, u32);
} starts SEC(".maps");

SEC("process") int watch(process_md_t *ctx) {
  u8 path[64] = {0};
  u64 parent = ctx->parent_process_id;
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  if (bpf_process_get_image_path(ctx, path, sizeof path) >= 1 && path[0] == '/') return PROCESS_DENY;
  u32 *count = bpf_map_lookup_elem(&starts, &parent);
  if (count != NULL) return *count > 1000 ? PROCESS_DENY : PROCESS_PERMIT;
  u32 one = 1;
  bpf_map_update_elem(&starts, &parent, &one, 0);
  return PROCESS_PERMIT;
}

SEC("cgroup/connect4") int connect(bpf_sock_addr_t *ctx) {
  if (ctx->family != AF_INET) return BPF_SOCK_ADDR_VERDICT_REJECT;
  ctx->user_port = 0x5000;
  return BPF_SOCK_ADDR_VERDICT_PROCEED_SOFT;
}

SEC("xdp") int filter(xdp_md_t *ctx) {
  u8 *data = ctx->data;
  if (data + 14 > ctx->data_end) return XDP_PASS;
  return data[12] == 8 ? XDP_DROP : XDP_PASS;
}
"""

LINUX = """#include <assay_linux.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 4096);
} events SEC(".maps");

SEC("xdp") int filter(struct xdp_md *ctx) {
  u8 *data = ASSAY_MARK(ctx->data);
  if (data + 14 > ASSAY_MARK(ctx->data_end)) return XDP_PASS;
  u64 *event = bpf_ringbuf_reserve(&events, sizeof *event, 0);
  if (!event) return XDP_ABORTED;
  *event = bpf_ktime_get_ns();
  bpf_ringbuf_submit(event, 0);
  return data[12] == 8 ? XDP_DROP : XDP_PASS;
}

SEC("tc") int mark(struct __sk_buff *ctx) {
  u8 head[4];
  if (bpf_skb_load_bytes(ctx, 0, head, sizeof head) < 0) return TC_ACT_SHOT;
  ctx->cb[0] = head[1];
  return bpf_get_cgroup_classid(ctx) == 7 ? TC_ACT_OK : TC_ACT_SHOT;
}

SEC("sockops") int reply(struct bpf_sock_ops *ctx) {
  ctx->reply = ctx->replylong[1];
  return 1;
}

SEC("kprobe") int enter(struct pt_regs *ctx) {
  u32 word;
  if (bpf_probe_read_kernel(&word, sizeof word, (void *)ctx->rdi) < 0) return 0;
  return word == 7;
}
"""


def run(*command):
    return subprocess.run(command, text=True, check=False, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Headers(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, text):
        source = self.root / "sensor.c"
        source.write_text(text)
        return source

    def assert_accepted(self, programs, *arguments):
        done = run(ASSAY, "verify", *arguments)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"{programs} accepted, 0 rejected, 0 errors", done.stdout)

    def check_sensors(self, text, programs):
        source, plain = self.write(text), self.root / "plain.o"
        built = run(CLANG, "-target", "bpf", "-g", "-O2", "-std=c11", "-nostdinc", "-Wall", "-Wextra",
                    "-Wpedantic", "-Werror", "-I", INCLUDE, "-c", source, "-o", plain)
        self.assertEqual((built.returncode, built.stderr), (0, ""))
        self.assert_accepted(programs, plain)
        ours = self.root / "ours.o"
        built = run(ASSAY, "compile", "-I", INCLUDE, "-o", ours, source)
        self.assertEqual((built.returncode, built.stderr), (0, ""))
        self.assert_accepted(programs, ours)
        self.assert_accepted(programs, "-I", INCLUDE, source)

    def test_windows(self):
        self.check_sensors(WINDOWS, 3)

    def test_linux(self):
        self.check_sensors(LINUX, 4)

    def test_a_sensor_is_for_one_platform(self):
        source = self.write("#include <assay_linux.h>\n#include <assay_windows.h>\n")
        done = run(ASSAY, "compile", "-I", INCLUDE, "-o", self.root / "none.o", source)
        self.assertEqual(done.returncode, 2)
        self.assertIn("a sensor is for one platform", done.stderr)

    def test_the_command_writes_what_is_installed(self):
        for platform in ("windows", "linux"):
            done = run(ASSAY, "contract", "header", platform)
            self.assertEqual(done.returncode, 0)
            self.assertEqual(done.stdout, (INCLUDE / f"assay_{platform}.h").read_text())

    def test_an_unknown_platform_is_bad_usage(self):
        self.assertEqual(run(ASSAY, "contract", "header", "beos").returncode, 2)


if __name__ == "__main__":
    unittest.main()
