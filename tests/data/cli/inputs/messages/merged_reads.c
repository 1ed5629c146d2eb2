#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

const volatile int which = 1;
struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u64); __type(value, __u64); __uint(max_entries, 1024); } seen SEC(".maps");
struct args { __u64 pad; long nr; unsigned long arg[6]; };

#ifndef APART
#define APART
#endif

SEC("tracepoint/syscalls/sys_enter_unlinkat")
int on_unlink(struct args *ctx) {
  unsigned long value;
  switch (which) {
    case 0: value = ctx->arg[0]; APART break;
    case 1: value = ctx->arg[1]; APART break;
    case 2: value = ctx->arg[2]; APART break;
    default: return 0;
  }
  __u64 key = value, one = 1;
  bpf_map_update_elem(&seen, &key, &one, BPF_ANY);
  return 0;
}
