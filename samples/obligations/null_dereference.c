// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads a map value that may not be there
 * contract: windows/process
 * expect: reject
 * code: A504
 * line: 23
 * event: null_dereference.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u64);
  __type(value, u32);
  __uint(max_entries, 64);
} denied SEC(".maps");

SEC("process")
int null_dereference(process_md_t *ctx) {
  u64 parent = ctx->parent_process_id;
  const u32 *value = bpf_map_lookup_elem(&denied, &parent);
  return *value ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
