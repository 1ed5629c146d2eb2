// SPDX-License-Identifier: Apache-2.0
/* Assay sample: counts packets and bytes by the interface that they came in through, and drops above a limit
 * contract: windows/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define LIMIT 1000000

struct counts {
  u64 packets;
  u64 bytes;
};

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u32);
  __type(value, struct counts);
  __uint(max_entries, 64);
} interfaces SEC(".maps");

SEC("xdp")
int counter(xdp_md_t *ctx) {
  u32 interface = ctx->ingress_ifindex;
  u64 size = (u64)ctx->data_end - (u64)ctx->data;
  struct counts *counts = bpf_map_lookup_elem(&interfaces, &interface);
  if (!counts) {
    struct counts first = {1, size};
    bpf_map_update_elem(&interfaces, &interface, &first, 0);
    return XDP_PASS;
  }
  __sync_fetch_and_add(&counts->packets, 1);
  __sync_fetch_and_add(&counts->bytes, size);
  return READ_ONCE(counts->packets) > LIMIT ? XDP_DROP : XDP_PASS;
}
