// SPDX-License-Identifier: Apache-2.0
/* Assay sample: as many bytes of a packet as its ends are apart, as pointers
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

SEC("xdp")
int packet_sum(struct xdp_md* ctx) {
  u64 sum = 0;
  const u8* bytes = PACKET(ctx);
  const u8* end = PACKET_END(ctx);
  u64 size = end - bytes;
  if (size > 9000) return XDP_PASS;  // no frame: a walk over 4 MiB is beyond the budget
  for (int i = 0; i < size; i++) sum += bytes[i];
  return sum == 12345 ? XDP_DROP : XDP_PASS;
}
