// A member of the key is never set, and a function that is called reads it.
#include <assay/bpf/assay_windows.h>

struct key {
  u32 port;
  u32 address;
};
struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, struct key);
  __type(value, u64);
  __uint(max_entries, 64);
} seen SEC(".maps");

static __attribute__((noinline)) int count(struct key *wanted) {
  u64 *number = bpf_map_lookup_elem(&seen, wanted);
  return number ? *number != 0 : 0;
}

SEC("process")
int watch(process_md_t *ctx) {
  struct key key;
  key.port = ctx->process_id;
  int first = count(&key);
  return first + count(&key) > 1;
}
