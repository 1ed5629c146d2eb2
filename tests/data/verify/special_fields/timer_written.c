// SPDX-License-Identifier: Apache-2.0
/* The kernel keeps pointers of its own in a timer; Linux: "cannot be accessed directly by load/store"
 * contract: linux/xdp
 * expect: reject
 * code: A514
 * line: 31
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
  __type(key, u32);
  __type(value, struct value);
} timers SEC(".maps");

SEC("xdp")
int timer_written(struct xdp_md *ctx) {
  u32 key = 0;
  struct value *value = bpf_map_lookup_elem(&timers, &key);
  if (value) *(volatile u64 *)&value->timer = 0x4141414141414141; /* refused here */
  return XDP_PASS;
}
