// The map's key has 4 bytes, the variable 2.
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u32);
  __type(value, u32);
  __uint(max_entries, 64);
} ports SEC(".maps");

SEC("bind")
int check_port(bind_md_t *ctx) {
  if (ctx->operation != BIND_OPERATION_BIND) return BIND_PERMIT_SOFT;
  u16 port = *(u16 *)(ctx->socket_address + 2);
  u32 *verdict = bpf_map_lookup_elem(&ports, &port);
  if (!verdict) return BIND_PERMIT_SOFT;
  return *verdict ? BIND_DENY : BIND_PERMIT_SOFT;
}
