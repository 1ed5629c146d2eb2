// SPDX-License-Identifier: Apache-2.0
/* Two maps of one declaration have one struct type, though it has no name.
 * contract: windows/bind
 * expect: reject
 * code: A213
 * line: 21
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 4);
  __type(key, u32);
  __type(value, u64);
} seen SEC(".maps"), dropped SEC(".maps");

SEC("bind") int count(bind_md_t *ctx) {
  (void)ctx;
  u32 key = 1;
  u64 *n = bpf_map_lookup_elem(&seen, &key); /* refused here */
  if (n) __sync_fetch_and_add(n, 1);
  return BIND_PERMIT_SOFT;
}
