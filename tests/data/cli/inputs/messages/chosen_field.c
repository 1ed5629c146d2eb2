#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile int which = 1;
struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u64); __type(value, __u64); __uint(max_entries, 1024); } seen SEC(".maps");
struct args { __u64 pad; long nr; unsigned long arg[6]; };

/* Written with a variable index: nothing was merged. */
SEC("tracepoint/syscalls/sys_enter_unlinkat")
int on_unlink(struct args *ctx) {
  int index = 3;
  if (which) index = 2;
  __u64 key = ctx->arg[index], one = 1;
  bpf_map_update_elem(&seen, &key, &one, BPF_ANY);
  return 0;
}
