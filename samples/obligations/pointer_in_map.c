// SPDX-License-Identifier: Apache-2.0
/* Assay sample: keeps the address of the context in a map, where others can read it
 * contract: windows/process
 * expect: reject
 * code: A603
 * line: 23
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
} kept SEC(".maps");

SEC("process")
int pointer_in_map(process_md_t *ctx) {
  u32 key = 0;
  u64 *value = bpf_map_lookup_elem(&kept, &key);
  if (!value) return PROCESS_PERMIT;
  *value = (u64)ctx;  // refused here
  return PROCESS_PERMIT;
}
