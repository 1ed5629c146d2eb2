// SPDX-License-Identifier: Apache-2.0
/* Linux tells maps apart by where they lie: two may have one struct type.
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

struct counters {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 4);
  __type(key, __u32);
  __type(value, __u64);
};
struct counters seen SEC(".maps");
struct counters dropped SEC(".maps");

SEC("xdp") int count(struct xdp_md *ctx) {
  (void)ctx;
  __u32 key = 1;
  __u64 *n = bpf_map_lookup_elem(&seen, &key);
  if (n) __sync_fetch_and_add(n, 1);
  n = bpf_map_lookup_elem(&dropped, &key);
  if (n) __sync_fetch_and_add(n, 1);
  return XDP_PASS;
}
