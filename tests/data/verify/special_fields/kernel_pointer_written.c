// SPDX-License-Identifier: Apache-2.0
/* A forged address in a pointer that the kernel follows, in an array of structs inside the value
 * contract: linux/xdp
 * expect: reject
 * code: A514
 * line: 36
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct task;

struct slot {
  u64 since;
  struct task __attribute__((btf_type_tag("kptr"))) *task;
};

struct value {
  u64 packets;
  struct {
    struct slot slots[3];
  } kept;
};

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __uint(max_entries, 16);
  __type(key, u32);
  __type(value, struct value);
} values SEC(".maps");

SEC("xdp")
int kernel_pointer_written(struct xdp_md *ctx) {
  u32 key = 0;
  struct value *value = bpf_map_lookup_elem(&values, &key);
  if (value) *(volatile u64 *)&value->kept.slots[2].task = 0xffff888000000041; /* refused here */
  return XDP_PASS;
}
