// SPDX-License-Identifier: Apache-2.0
// Sizes that another kernel may have: of a type or an array any, of a number that a register holds 1, 2, 4 or 8
// if it is such a number there, too.
#include "core.h"

struct task { int pid; char comm[16]; } CORE;

SEC("kprobe/f") int of_type(struct pt_regs *ctx) {
  char copy[sizeof(struct task)];
  bpf_probe_read_kernel(copy, TYPE_SIZE(struct task), (void *)0xffffffff81000000);
  return 0;
}
SEC("kprobe/f") int of_array(struct pt_regs *ctx) {
  char copy[16];
  bpf_probe_read_kernel(copy, FIELD_SIZE(((struct task *)0)->comm), (void *)0xffffffff81000000);
  return 0;
}
SEC("kprobe/f") int of_number(struct pt_regs *ctx) {
  u64 copy;
  bpf_probe_read_kernel(&copy, FIELD_SIZE(((struct task *)0)->pid), (void *)0xffffffff81000000);
  return 0;
}
#define IS_NOT(size, number) ({ asm volatile("" : "+r"(size)); (size) != (number); })
/* As BPF_CORE_READ_BITFIELD asks, case by case: no size is left over when none of the four was it. */
SEC("kprobe/f") int of_number_by_cases(struct pt_regs *ctx) {
  u64 size = FIELD_SIZE(((struct task *)0)->pid);
  u64 copy[1];
  if (IS_NOT(size, 1) && IS_NOT(size, 2) && IS_NOT(size, 4) && IS_NOT(size, 8))
    bpf_probe_read_kernel(copy, 16, (void *)0xffffffff81000000);
  return 0;
}
SEC("kprobe/f") int of_shift(struct pt_regs *ctx) {
  char bits[64] = {};
  u64 shift = RIGHT_SHIFT(((struct task *)0)->pid);
  asm volatile("" : "+r"(shift));
  return bits[shift];
}

char _license[] SEC("license") = "GPL";
