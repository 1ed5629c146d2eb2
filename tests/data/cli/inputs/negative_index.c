// An index that is tested on one side only.
#include <assay/bpf/assay_windows.h>
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, u32); __type(value, u32[20]); } rec SEC(".maps");
SEC("process") int neg(process_md_t *ctx) {
  u32 zero = 0;
  u32 *v = bpf_map_lookup_elem(&rec, &zero);
  if (!v) return PROCESS_PERMIT;
  int i = (int)v[0];
  if (i >= 20) return PROCESS_PERMIT;
  return v[i] ? PROCESS_DENY : PROCESS_PERMIT;
}
