// SPDX-License-Identifier: Apache-2.0
// Fields that the program accesses itself: of a kernel's record, and of the user API.
#include "core.h"

struct event_record { unsigned long header; unsigned int length; } CORE;
struct iphdr {
  u8 version_and_length, tos;
  u16 tot_len, id, frag_off;
  u8 ttl, protocol;
} CORE;

SEC("tracepoint/a/b") int record(struct event_record *event) { return event->length & 1; }

SEC("xdp") int packet(struct xdp_md *ctx) {
  struct iphdr *ip = (void *)(long)ctx->data;
  if ((void *)(ip + 1) > (void *)(long)ctx->data_end) return XDP_PASS;
  return ip->protocol == 6 ? XDP_PASS : XDP_DROP;
}
