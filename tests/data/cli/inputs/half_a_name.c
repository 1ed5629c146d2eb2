// A helper's name without its end: one error, which says what may be meant.
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u16);
  __type(value, u32);
  __uint(max_entries, 64);
} ports SEC(".maps");

SEC("bind")
int check_port(bind_md_t *ctx) {
  u16 port = *(u16 *)(ctx->socket_address + 2);
  u32 *verdict = bpf_map_lookup(&ports, &port);
  u32 *again;
  again = bpf_map_lookup(&ports, &port);
  if (!verdict || !again) return BIND_PERMIT_SOFT;
  return *verdict ? BIND_DENY : BIND_PERMIT_SOFT;
}
