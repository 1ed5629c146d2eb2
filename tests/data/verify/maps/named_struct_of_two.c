// SPDX-License-Identifier: Apache-2.0
/* Windows tells maps apart by their struct types, and looks up in the wrong one of two.
 * contract: windows/bind
 * expect: reject
 * code: A213
 * line: 23
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct counters {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 4);
  __type(key, u32);
  __type(value, u64);
};
struct counters seen SEC(".maps");
struct counters dropped SEC(".maps");

SEC("bind") int count(bind_md_t *ctx) {
  (void)ctx;
  u32 key = 1;
  u64 *n = bpf_map_lookup_elem(&seen, &key); /* refused here */
  if (n) __sync_fetch_and_add(n, 1);
  return BIND_PERMIT_SOFT;
}
