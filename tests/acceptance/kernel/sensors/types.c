// SPDX-License-Identifier: Apache-2.0
// Asks where the kernel's types have something: what that comes to is true of one kernel.
#include <assay/bpf/assay_linux.h>

struct task_struct {
  int pid;
} __attribute__((preserve_access_index));

SEC("raw_tp/sys_enter") int types(struct bpf_raw_tracepoint_args *ctx) {
  return __builtin_preserve_field_info(((struct task_struct *)0)->pid, 0) > 8;
}
