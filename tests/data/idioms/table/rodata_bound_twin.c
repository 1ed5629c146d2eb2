// SPDX-License-Identifier: Apache-2.0
/* Assay sample: idiom 8: the constant in read-only data is one more than the table has entries
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 38
 * twin-of: rodata_bound.c
 * event: rodata_bound_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define ENTRIES 16

struct entries {
  u32 values[ENTRIES];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct entries);
  __uint(max_entries, 1);
} table SEC(".maps");

// Set when the object is built; the loader freezes it.
static const volatile u32 limit = 17;

SEC("xdp")
int rodata_bound(struct xdp_md *ctx) {
  const u8 *packet = PACKET(ctx);
  if (packet + 1 > PACKET_END(ctx)) return XDP_PASS;
  u32 key = 0;
  const struct entries *entries = bpf_map_lookup_elem(&table, &key);
  if (!entries) return XDP_PASS;
  u32 index = packet[0];
  if (index >= limit) return XDP_PASS;
  return entries->values[index] ? XDP_DROP : XDP_PASS;  // refused here
}
