// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads the length of an IPv6 extension header of which only the first byte is sure to be there
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 69
 * twin-of: packet_filter.c
 * event: packet_filter_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define ETHERNET 14
#define VLAN 4
#define VLAN_TAGS 2
#define IPV4 20
#define IPV6 40
#define EXTENSIONS 6
#define EXTENSION_HEAD 2

#define TYPE_IPV4 0x0800
#define TYPE_IPV6 0x86dd
#define TYPE_VLAN 0x8100
#define TYPE_QINQ 0x88a8
#define PROTOCOL_TCP 6
#define PROTOCOL_UDP 17

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u16);
  __type(value, u64);
  __uint(max_entries, 1024);
} blocked SEC(".maps");

INLINE u32 big16(const u8 *at) { return (u32)at[0] << 8 | at[1]; }

INLINE int is_extension(u32 protocol) {
  return protocol == 0 || protocol == 43 || protocol == 60;  // hop-by-hop, routing, destination
}

SEC("xdp")
int packet_filter(struct xdp_md *ctx) {
  const u8 *at = PACKET(ctx);
  const u8 *end = PACKET_END(ctx);
  if (at + ETHERNET > end) return XDP_DROP;
  u32 type = big16(at + 12);
  at += ETHERNET;
  for (u32 tag = 0; tag < VLAN_TAGS; tag++) {
    if (type != TYPE_VLAN && type != TYPE_QINQ) break;
    if (at + VLAN > end) return XDP_DROP;
    type = big16(at + 2);
    at += VLAN;
  }
  u32 protocol;
  if (type == TYPE_IPV4) {
    if (at + IPV4 > end) return XDP_DROP;
    u64 size = (at[0] & 15) * 4;
    if (size < IPV4) return XDP_DROP;
    protocol = at[9];
    at += size;
  } else if (type == TYPE_IPV6) {
    if (at + IPV6 > end) return XDP_DROP;
    protocol = at[6];
    at += IPV6;
    for (u32 i = 0; i < EXTENSIONS; i++) {
      if (!is_extension(protocol)) break;
      if (at + EXTENSION_HEAD - 1 > end) return XDP_DROP;
      protocol = at[0];
      at += (at[1] + 1) * 8;  // refused here
    }
  } else {
    return XDP_PASS;
  }
  if (protocol != PROTOCOL_TCP && protocol != PROTOCOL_UDP) return XDP_PASS;
  if (at + 4 > end) return XDP_DROP;
  u16 port = (u16)big16(at + 2);
  u64 *drops = bpf_map_lookup_elem(&blocked, &port);
  if (!drops) return XDP_PASS;
  __sync_fetch_and_add(drops, 1);
  return XDP_DROP;
}
