// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the branch without a packet writes where the operation's number says
 * contract: linux/sock_ops
 * expect: reject
 * code: A504
 * line: 26
 * also: A501:26
 * twin-of: callback_without_packet.c
 * event: callback_without_packet_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
} without SEC(".maps");

SEC("sockops")
int callback_without_packet(struct bpf_sock_ops *ctx) {
  u32 key = 0;
  if (!ctx->skb_data) {
    u64 *count = bpf_map_lookup_elem(&without, &key);
    count[(u64)ctx->op << 20] = 0x41414141;  // refused here
    return 1;
  }
  return 1;
}
