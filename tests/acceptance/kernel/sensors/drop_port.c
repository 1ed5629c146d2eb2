// SPDX-License-Identifier: Apache-2.0
// Drops UDP packets to one port of a table, and counts what it drops.
#include <assay/bpf/assay_linux.h>

#ifndef PORT
#define PORT 9
#endif

struct frame {  // Ethernet, IPv4 without options, the beginning of UDP
  u8 to[6], from[6];
  u16 type;
  u8 version, service;
  u16 length, id, fragment;
  u8 hops, protocol;
  u16 checksum;
  u32 source, destination;
  u16 source_port, destination_port;
} __attribute__((packed));

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 1);
  __type(key, u32);
  __type(value, u64);
} dropped SEC(".maps");

const volatile u16 ports[4] = {PORT, 1, 2, 3};

SEC("xdp") int drop_port(struct xdp_md *ctx) {
  struct frame *frame = (struct frame *)PACKET(ctx);
  if ((u8 *)(frame + 1) > PACKET_END(ctx)) return XDP_PASS;
  if (frame->type != bpf_htons(ETH_P_IP) || frame->protocol != IPPROTO_UDP) return XDP_PASS;
  if (frame->destination_port != bpf_htons(ports[0])) return XDP_PASS;
  u32 key = 0;
  u64 *count = bpf_map_lookup_elem(&dropped, &key);
  if (count) __sync_fetch_and_add(count, 1);
  return XDP_DROP;
}
