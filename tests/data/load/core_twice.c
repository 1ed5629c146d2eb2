// SPDX-License-Identifier: Apache-2.0
// The same question is asked twice: no kernel answers it in two ways.
#include "core.h"

struct task { int only_in_newer_kernels; } CORE;

SEC("xdp") int twice(struct xdp_md *ctx) {
  u32 key = 0;
  u64 *value = 0;
  if (FIELD_EXISTS(((struct task *)0)->only_in_newer_kernels)) {
    value = bpf_map_lookup_elem(&numbers, &key);
    if (!value) return XDP_PASS;
  }
  if (FIELD_EXISTS(((struct task *)0)->only_in_newer_kernels)) *value = 1;
  return XDP_PASS;
}
