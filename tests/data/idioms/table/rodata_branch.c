// SPDX-License-Identifier: Apache-2.0
/* Assay sample: idiom 8: a switch in read-only data is off, and what it guards is never executed
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define HEAD 8

// Set when the object is built; the loader freezes it.
static const volatile u32 trailer = 0;

SEC("xdp")
int rodata_branch(struct xdp_md *ctx) {
  const u8 *packet = PACKET(ctx);
  if (packet + HEAD > PACKET_END(ctx)) return XDP_PASS;
  if (trailer && packet[HEAD] == 0xff) return XDP_DROP;
  return packet[0] == 0xff ? XDP_DROP : XDP_PASS;
}
