// SPDX-License-Identifier: Apache-2.0
/* Assay sample: updates a map that programs may only read
 * contract: linux/xdp
 * expect: reject
 * code: A707
 * line: 25
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define READ_ONLY_TO_PROGRAMS 128

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
  __uint(map_flags, READ_ONLY_TO_PROGRAMS);
} fixed SEC(".maps");

SEC("xdp")
int map_read_only_written(struct xdp_md *ctx) {
  u32 key = 0;
  u64 value = ctx->ingress_ifindex;
  bpf_map_update_elem(&fixed, &key, &value, 0);  // refused here
  return XDP_PASS;
}
