// SPDX-License-Identifier: Apache-2.0
/* A map of so many bytes without a type has no fields of the kernel's: they are the program's
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct bpf_timer {
  u64 opaque[2];
} __attribute__((aligned(8)));

struct value {
  struct bpf_timer timer;
  u64 packets;
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __uint(key_size, sizeof(u32));
  __uint(value_size, sizeof(struct value));
} timers SEC(".maps");

SEC("xdp")
int without_a_type(struct xdp_md *ctx) {
  u32 key = 0;
  struct value *value = bpf_map_lookup_elem(&timers, &key);
  if (value) *(volatile u64 *)&value->timer = 1;
  return XDP_PASS;
}
