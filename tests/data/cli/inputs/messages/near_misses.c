#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct record { __u64 time; __u32 count; __u8 data[256]; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, struct record); __uint(max_entries, 1); } records SEC(".maps");

/* Two look-ups: the second read is of another place, as far as the code says. */
SEC("tracepoint/a/b")
int two_elements(void *ctx) {
  __u32 key = 0;
  struct record *first = bpf_map_lookup_elem(&records, &key);
  if (!first) return 0;
  struct record *second = bpf_map_lookup_elem(&records, &key);
  if (!second) return 0;
  volatile __u32 *tested = &first->count, *used = &second->count;
  if (*tested > 200) return 0;
  return first->data[*used];
}

/* An earlier test keeps the sum from wrapping. */
SEC("tracepoint/a/b")
int tested_before(void *ctx) {
  __u32 key = 0;
  struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record) return 0;
  __u32 index = record->count;
  if (index > 5000) return 0;
  if (index + 4 > sizeof(record->data)) return 0;
  return record->data[index + 300];
}
