// SPDX-License-Identifier: Apache-2.0
// An enumerator's value that another kernel may have decides where a table is written.
#include "core.h"

enum event_kind { EVENT_CLOSE = 2 };

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, u64[4]);
} counts SEC(".maps");

SEC("xdp") int count(struct xdp_md *ctx) {
  u32 key = 0;
  u64 *value = bpf_map_lookup_elem(&counts, &key);
  if (!value) return XDP_PASS;
  value[ENUMERATOR_VALUE(enum event_kind, EVENT_CLOSE)] = 1;
  return XDP_PASS;
}
