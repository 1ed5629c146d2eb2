// A key without a name, told by the expression of the source line.
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
  u64 *number = bpf_map_lookup_elem(&counts, &(struct key){1, ctx->process_id});
  return number ? *number != 0 : 0;
}
