// SPDX-License-Identifier: Apache-2.0
/* Assay sample: adds a number of 64 bits to a packet pointer, so that the check of the end may wrap around
 * contract: windows/xdp
 * expect: reject
 * code: A513
 * line: 26
 * event: offset_too_far.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
} offsets SEC(".maps");

SEC("xdp")
int offset_too_far(xdp_md_t *ctx) {
  u32 key = 0;
  const u64 *offset = bpf_map_lookup_elem(&offsets, &key);
  if (!offset) return XDP_PASS;
  const u8 *at = ctx->data + READ_ONCE(*offset);
  KEEP(at);
  if (at + 1 > ctx->data_end) return XDP_PASS;  // refused here
  return *at ? XDP_DROP : XDP_PASS;
}
