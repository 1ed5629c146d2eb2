// A packet's payload handed on in segments of 256 bytes, the last one shorter, none of them empty.
#include <assay/bpf/assay_linux.h>

#define SEGMENT 256
#define SEGMENTS 8
struct piece { u32 offset; u32 size; u8 bytes[SEGMENT]; };
struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 20);
} out SEC(".maps");

SEC("tc")
int hand_on(struct __sk_buff *skb) {
  u32 start = 42;
  if (skb->len <= start) return TC_ACT_OK;
  u32 size = skb->len - start;
  for (u32 i = 0; i < SEGMENTS; i++) {
    u32 offset = i * SEGMENT;
    if (offset > size) break;
    u32 take = size - offset;
    if (take > SEGMENT) take = SEGMENT;
    struct piece *piece = bpf_ringbuf_reserve(&out, sizeof(*piece), 0);
    if (!piece) break;
    piece->offset = offset;
    piece->size = take;
    if (bpf_skb_load_bytes(skb, start + offset, piece->bytes, take) < 0) {
      bpf_ringbuf_discard(piece, 0);
      break;
    }
    bpf_ringbuf_submit(piece, 0);
  }
  return TC_ACT_OK;
}
