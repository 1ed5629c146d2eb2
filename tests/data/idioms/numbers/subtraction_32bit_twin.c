// SPDX-License-Identifier: Apache-2.0
/* Assay sample: what is subtracted is one more than what was compared, and the difference wraps
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 37
 * event: subtraction_32bit_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define ROOM 4096

struct scratch {
  u8 bytes[ROOM];
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __type(key, u32);
  __type(value, struct scratch);
  __uint(max_entries, 1);
} scratches SEC(".maps");

SEC("xdp")
int in_rounds(struct xdp_md* ctx) {
  u32 key = 0;
  struct scratch* scratch = bpf_map_lookup_elem(&scratches, &key);
  if (!scratch) return XDP_PASS;
  u32 offset = ROOM;
  for (int i = 0; i < 24; i++) {
    u32 size = bpf_get_prandom_u32();
    if (size > 255) size = 255;
    if (offset < size) break;
    offset -= size + 1;
    KEEP(offset);
    scratch->bytes[offset] = '/';  // refused here
  }
  return XDP_PASS;
}
