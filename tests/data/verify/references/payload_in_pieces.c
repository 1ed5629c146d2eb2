// SPDX-License-Identifier: Apache-2.0
/* A packet's payload goes out in records of up to 128 bytes; the loop over them is unrolled.
 * contract: linux/sched_cls
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <linux/bpf.h>
#include <linux/pkt_cls.h>

#include <bpf/bpf_helpers.h>

#define PIECE 128
#define HEADERS 54

struct piece {
  __u32 at;
  __u32 length;
  __u8 bytes[PIECE];
};

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 18);
} pieces SEC(".maps");

SEC("tc") int copy_payload(struct __sk_buff *skb) {
  if (skb->len <= HEADERS) return TC_ACT_OK;
  __u32 payload = skb->len - HEADERS;
#pragma unroll
  for (__u32 n = 0; n < 3; n++) {
    __u32 at = n * PIECE;
    if (at >= payload) break;
    __u32 length = payload - at;
    if (length > PIECE) length = PIECE;
    struct piece *piece = bpf_ringbuf_reserve(&pieces, sizeof *piece, 0);
    if (!piece) break;
    piece->at = at;
    piece->length = length;
    if (bpf_skb_load_bytes(skb, HEADERS + at, piece->bytes, length) < 0) {
      bpf_ringbuf_discard(piece, 0);
      break;
    }
    bpf_ringbuf_submit(piece, 0);
  }
  return TC_ACT_OK;
}
