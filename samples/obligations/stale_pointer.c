// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads the packet through a pointer from before its head moved
 * contract: linux/xdp
 * expect: reject
 * code: A509
 * line: 17
 * event: stale_pointer.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

SEC("xdp")
int stale_pointer(struct xdp_md *ctx) {
  const u8 *packet = PACKET(ctx);
  if (packet + 1 > PACKET_END(ctx)) return XDP_PASS;
  if (bpf_xdp_adjust_head(ctx, 14)) return XDP_PASS;
  return *packet ? XDP_DROP : XDP_PASS;  // refused here
}
