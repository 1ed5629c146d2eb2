// SPDX-License-Identifier: Apache-2.0
/* Assay sample: uses a map value that may not be there as the key of a second look-up
 * contract: windows/process
 * expect: reject
 * code: A702
 * line: 30
 * event: argument_may_be_null.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u64);
  __type(value, u64);
  __uint(max_entries, 64);
} aliases SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u64);
  __type(value, u64);
  __uint(max_entries, 64);
} denied SEC(".maps");

SEC("process")
int argument_may_be_null(process_md_t *ctx) {
  u64 parent = ctx->parent_process_id;
  const u64 *alias = bpf_map_lookup_elem(&aliases, &parent);
  return bpf_map_lookup_elem(&denied, alias) ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
