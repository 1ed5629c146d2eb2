// SPDX-License-Identifier: Apache-2.0
/* Assay sample: passes a key of eight bytes of which four lie on the stack
 * contract: windows/process
 * expect: reject
 * code: A502
 * line: 22
 * event: key_past_frame.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u64);
  __type(value, u64);
  __uint(max_entries, 64);
} denied SEC(".maps");

SEC("process")
int key_past_frame(process_md_t *ctx) {
  u32 parent = (u32)ctx->parent_process_id;
  return bpf_map_lookup_elem(&denied, &parent) ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
