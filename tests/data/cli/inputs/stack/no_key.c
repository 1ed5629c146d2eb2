// NULL where the address of a key is meant.
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u16);
  __type(value, u32);
  __uint(max_entries, 64);
} ports SEC(".maps");

SEC("bind")
int check_port(bind_md_t *ctx) {
  u32 *verdict = bpf_map_lookup_elem(&ports, 0);
  if (!verdict) return BIND_PERMIT_SOFT;
  return *verdict ? BIND_DENY : BIND_PERMIT_SOFT;
}
