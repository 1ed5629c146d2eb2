#include <assay/bpf/assay_linux.h>

struct record {
  u32 count;
  u8 text[64];
  u32 table[8];
};
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct record);
  __uint(max_entries, 1);
} records SEC(".maps");
struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 4096);
} events SEC(".maps");

SEC("tc")
int many(struct __sk_buff *skb) {
  u8 *data = (void *)(long)skb->data;
  u8 *end = (void *)(long)skb->data_end;
  u32 key = 0;
  struct record *record = bpf_map_lookup_elem(&records, &key);
  u32 count = record->count;
  u32 code = record->text[0];
  record->text[count] = 1;
  record->text[count + 1] = 2;
  u32 more = READ_ONCE(record->count);
  if (more > 8) return TC_ACT_OK;
  record->table[more] = code;
  u8 kind = data[12] + data[13];
  if (data + 34 > end) return TC_ACT_OK;
  u32 skip = (data[14] & 15) * 4;
  u64 *event = bpf_ringbuf_reserve(&events, 8, 0);
  *event = kind;
  if (data[14 + skip] == 6) return TC_ACT_OK;
  bpf_ringbuf_submit(event, 0);
  return TC_ACT_OK;
}
