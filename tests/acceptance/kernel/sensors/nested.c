// SPDX-License-Identifier: Apache-2.0
// Looks into a map of maps, which nobody fills, and keeps a number that begins as 7.
#include <assay/bpf/assay_linux.h>

struct inner {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 4);
  __type(key, u32);
  __type(value, u64);
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
  __uint(max_entries, 2);
  __type(key, u32);
  __array(values, struct inner);
} outer SEC(".maps");

static volatile u64 runs = 7;

SEC("socket") int nested(struct __sk_buff *skb) {
  u32 key = 0;
  ++runs;
  void *map = bpf_map_lookup_elem(&outer, &key);
  if (!map) return 0;
  u64 *value = bpf_map_lookup_elem(map, &key);
  return value ? *value > 3 : 0;
}
