// SPDX-License-Identifier: Apache-2.0
/* Assay sample: as many bytes of a packet as there are from an offset, at most 32
 * contract: linux/socket_filter
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

struct head {
  u8 bytes[32];
};

struct {
  __uint(type, BPF_MAP_TYPE_LRU_HASH);
  __type(key, struct head);
  __type(value, u64);
  __uint(max_entries, 1024);
} heads SEC(".maps");

SEC("socket")
int load_min(struct __sk_buff* skb) {
  u32 from = bpf_get_prandom_u32() & 63;
  struct head head = {};
  if (from >= skb->len) return 0;
  u32 size = skb->len - from;
  if (size > sizeof(head)) size = sizeof(head);
  if (bpf_skb_load_bytes(skb, from, &head, size)) return 0;
  u64 one = 1;
  bpf_map_update_elem(&heads, &head, &one, 0);
  return 0;
}
