// SPDX-License-Identifier: Apache-2.0
/* Assay sample: idiom 8: the switch in read-only data is on, and what it guards reads behind the packet
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 22
 * twin-of: rodata_branch.c
 * event: rodata_branch_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define HEAD 8

// Set when the object is built; the loader freezes it.
static const volatile u32 trailer = 1;

SEC("xdp")
int rodata_branch(struct xdp_md *ctx) {
  const u8 *packet = PACKET(ctx);
  if (packet + HEAD > PACKET_END(ctx)) return XDP_PASS;
  if (trailer && packet[HEAD] == 0xff) return XDP_DROP;  // refused here
  return packet[0] == 0xff ? XDP_DROP : XDP_PASS;
}
