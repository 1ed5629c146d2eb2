// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a socket's callback counts those that come without a packet
 * contract: linux/sock_ops
 * expect: accept
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
  const u8 *data = (const u8 *)(u64)ctx->skb_data;
  const u8 *end = (const u8 *)(u64)ctx->skb_data_end;
  u32 key = 0;
  if (!data) {
    u64 *count = bpf_map_lookup_elem(&without, &key);
    if (count) *count += 1;
    return 0;
  }
  return data + 1 <= end && data[0] != 0;
}
