#include <assay/bpf/assay_windows.h>

struct record { volatile u32 count; u8 data[256]; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, u32); __type(value, struct record); __uint(max_entries, 1); } records SEC(".maps");

/* The function itself changes the count: the second read is meant. */
SEC("process")
int last_byte(process_md_t *ctx) {
  u32 key = 0;
  struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record) return PROCESS_PERMIT;
  if (record->count >= 256) return PROCESS_PERMIT;
  record->count += 1;
  return record->data[record->count] == 1;
}
