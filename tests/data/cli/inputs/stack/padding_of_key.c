// The padding of a key is read by the helper, and nobody wrote it.
#include <assay/bpf/assay_windows.h>

struct key {
  u8 protocol;
  u32 process;
};
struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, struct key);
  __type(value, u64);
  __uint(max_entries, 1024);
} counts SEC(".maps");

SEC("process")
int count(process_md_t *ctx) {
  struct key key;
  key.protocol = 1;
  key.process = ctx->process_id;
  u64 *number = bpf_map_lookup_elem(&counts, &key);
  if (number) *number += 1;
  return PROCESS_PERMIT;
}
