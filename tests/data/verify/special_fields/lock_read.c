// SPDX-License-Identifier: Apache-2.0
/* Not even read: a lock belongs to the helpers made for it
 * contract: linux/xdp
 * expect: reject
 * code: A514
 * line: 31
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct bpf_spin_lock {
  u32 val;
};

struct value {
  struct bpf_spin_lock lock;
  u32 packets;
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, struct value);
} values SEC(".maps");

SEC("xdp")
int lock_read(struct xdp_md *ctx) {
  u32 key = 0;
  struct value *value = bpf_map_lookup_elem(&values, &key);
  if (value) return *(volatile u32 *)&value->lock ? XDP_DROP : XDP_PASS; /* refused here */
  return XDP_PASS;
}
