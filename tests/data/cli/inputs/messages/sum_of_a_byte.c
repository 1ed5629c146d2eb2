#include <assay/bpf/assay_windows.h>

struct record { u8 index; u8 data[256]; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, u32); __type(value, struct record); __uint(max_entries, 1); } records SEC(".maps");

/* A byte plus 4 does not wrap: the fault is the 300. */
SEC("process")
int far_byte(process_md_t *ctx) {
  u32 key = 0;
  struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record) return PROCESS_PERMIT;
  u32 index = record->index;
  if (index + 4 > 200) return PROCESS_PERMIT;
  return record->data[index + 300] == 1;
}
