// SPDX-License-Identifier: Apache-2.0
// libbpf would move the access to where the kernel has the field.
#include "core.h"

struct iphdr { u8 ttl, protocol; } CORE;

SEC("xdp") int packet(struct xdp_md *ctx) {
  struct iphdr *ip = (void *)(long)ctx->data;
  if ((void *)(ip + 1) > (void *)(long)ctx->data_end) return XDP_PASS;
  return ip->protocol == 6 ? XDP_PASS : XDP_DROP;
}
