// SPDX-License-Identifier: Apache-2.0
// Without a target, what only some kernels have may be there or not: a pointer that is tested only
// where it is there is dereferenced on the others.
#include "core.h"

struct task { int only_in_newer_kernels; } CORE;
struct only_in_newer_kernels { int number; } CORE;
enum event_kind { EVENT_RENAME = 3 };

static __attribute__((always_inline)) int checked_if(int exists) {
  u32 key = 0;
  u64 *value = bpf_map_lookup_elem(&numbers, &key);
  if (exists && !value) return XDP_PASS;
  *value = 1;
  return XDP_PASS;
}

SEC("xdp") int field(struct xdp_md *ctx) {
  return checked_if(FIELD_EXISTS(((struct task *)0)->only_in_newer_kernels));
}
SEC("xdp") int type(struct xdp_md *ctx) {
  return checked_if(TYPE_EXISTS(struct only_in_newer_kernels));
}
SEC("xdp") int no_type(struct xdp_md *ctx) {
  return checked_if(!TYPE_EXISTS(struct only_in_newer_kernels));
}
SEC("xdp") int enumerator(struct xdp_md *ctx) {
  return checked_if(ENUMERATOR_EXISTS(enum event_kind, EVENT_RENAME));
}
