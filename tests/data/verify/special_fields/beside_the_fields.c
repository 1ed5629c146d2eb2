// SPDX-License-Identifier: Apache-2.0
/* What lies beside the kernel's fields is the program's, and a whole value comes from the stack
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct bpf_timer {
  u64 opaque[2];
} __attribute__((aligned(8)));

struct bpf_spin_lock {
  u32 val;
};

struct task;

struct value {
  u32 before;
  struct bpf_spin_lock lock;
  u64 packets;
  struct bpf_timer timer;
  u64 bytes[4];
  struct task __attribute__((btf_type_tag("kptr"))) *task;
  u64 after;
};

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 16);
  __type(key, u32);
  __type(value, struct value);
} values SEC(".maps");

SEC("xdp")
int beside_the_fields(struct xdp_md *ctx) {
  u32 key = ctx->ingress_ifindex;
  struct value *value = bpf_map_lookup_elem(&values, &key);
  if (!value) {
    struct value first = {};
    bpf_map_update_elem(&values, &key, &first, 0);
    return XDP_PASS;
  }
  value->before = 1;
  __sync_fetch_and_add(&value->packets, 1);
  value->bytes[ctx->rx_queue_index & 3] += 1;
  value->after = value->before;
  return XDP_PASS;
}
