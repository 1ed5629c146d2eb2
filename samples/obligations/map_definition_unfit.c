// SPDX-License-Identifier: Apache-2.0
/* Assay sample: defines an array whose keys are eight bytes wide
 * contract: windows/process
 * expect: reject
 * code: A708
 * line: 21
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u64);
  __type(value, u64);
  __uint(max_entries, 1);
} counts SEC(".maps");

SEC("process")
int map_definition_unfit(process_md_t *ctx) {
  u64 key = ctx->process_id;
  return bpf_map_lookup_elem(&counts, &key) ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
