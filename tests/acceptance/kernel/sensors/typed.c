// SPDX-License-Identifier: Apache-2.0
// Counts what the kernel's scheduler does, by an event that has types.
#include <assay/bpf/assay_linux.h>

#ifndef EVENT
#define EVENT "sched_switch"
#endif

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, u64);
} switched SEC(".maps");

SEC("tp_btf/" EVENT) int typed(u64 *ctx) {
  u32 key = 0;
  u64 *count = bpf_map_lookup_elem(&switched, &key);
  if (count) __sync_fetch_and_add(count, 1);
  return 0;
}
