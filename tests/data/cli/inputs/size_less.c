// As many bytes of a packet as there are, at most 32, from an offset; nothing where there are none.
#include <assay/bpf/assay_linux.h>

struct head { u8 bytes[32]; };
struct {
  __uint(type, BPF_MAP_TYPE_LRU_HASH);
  __type(key, struct head);
  __type(value, u64);
  __uint(max_entries, 1024);
} heads SEC(".maps");

SEC("socket")
int head(struct __sk_buff *skb) {
  u32 from = 2;
  struct head head = {};
  if (from > skb->len) return 0;
  u32 size = skb->len - from;
  if (size > sizeof(head)) size = sizeof(head);
  if (bpf_skb_load_bytes(skb, from, &head, size)) return 0;
  u64 one = 1;
  bpf_map_update_elem(&heads, &head, &one, BPF_ANY);
  return 0;
}
