// SPDX-License-Identifier: Apache-2.0
// Lets no UDP packet to one port leave by an interface.
#include <assay/bpf/assay_linux.h>

#ifndef PORT
#define PORT 9
#endif

SEC("tcx/egress") int leave(struct __sk_buff *skb) {
  const u8 *frame = (const u8 *)PACKET(skb);
  if (frame + 38 > (const u8 *)PACKET_END(skb)) return TC_ACT_OK;
  if (frame[12] != 8 || frame[13] != 0 || frame[23] != IPPROTO_UDP) return TC_ACT_OK;
  return frame[36] == PORT >> 8 && frame[37] == (PORT & 255) ? TC_ACT_SHOT : TC_ACT_OK;
}
