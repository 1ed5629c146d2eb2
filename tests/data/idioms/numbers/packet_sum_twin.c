// SPDX-License-Identifier: Apache-2.0
/* Assay sample: one byte more than the packet has
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 18
 * twin-of: packet_sum.c
 * event: packet_sum_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

SEC("xdp")
int packet_sum(struct xdp_md* ctx) {
  u64 sum = 0;
  const u8* bytes = PACKET(ctx);
  u64 size = ctx->data_end - ctx->data;
  for (int i = 0; i <= size; i++) sum += bytes[i];  // refused here
  return sum == 12345 ? XDP_DROP : XDP_PASS;
}
