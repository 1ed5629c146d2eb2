// SPDX-License-Identifier: Apache-2.0
// A field that only newer kernels have, probed where it is there, and without asking.
#include "core.h"

struct task { int only_in_newer_kernels; } CORE;

SEC("kprobe/f") int guarded(struct pt_regs *ctx) {
  struct task *task = (struct task *)ctx->rdi;
  int number = 0;
  if (FIELD_EXISTS(task->only_in_newer_kernels))
    bpf_probe_read_kernel(&number, sizeof(number), &task->only_in_newer_kernels);
  return number & 1;
}
SEC("kprobe/f") int unguarded(struct pt_regs *ctx) {
  struct task *task = (struct task *)ctx->rdi;
  int number = 0;
  bpf_probe_read_kernel(&number, sizeof(number), &task->only_in_newer_kernels);
  return number & 1;
}

char _license[] SEC("license") = "GPL";
