// A loop over a table makes one round too many.
#include <assay/bpf/assay_windows.h>

#define PORTS 12
struct table { u32 port[PORTS]; };
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct table);
  __uint(max_entries, 1);
} tables SEC(".maps");

SEC("bind")
int allowed(bind_md_t *ctx) {
  u32 key = 0;
  struct table *table = bpf_map_lookup_elem(&tables, &key);
  if (!table) return BIND_PERMIT_SOFT;
#pragma clang loop unroll(disable)
  for (u32 i = 0; i <= PORTS; i++) {
    if (table->port[i] == ctx->protocol) return BIND_PERMIT_SOFT;
  }
  return BIND_DENY;
}
