// SPDX-License-Identifier: Apache-2.0
/* Assay sample: as many bytes of a packet as its ends are apart
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

SEC("xdp")
int packet_sum(struct xdp_md* ctx) {
  u64 sum = 0;
  const u8* bytes = PACKET(ctx);
  u64 size = ctx->data_end - ctx->data;
  for (int i = 0; i < size && i < 9000; i++) sum += bytes[i];
  return sum == 12345 ? XDP_DROP : XDP_PASS;
}
