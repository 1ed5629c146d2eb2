// SPDX-License-Identifier: Apache-2.0
/* Assay sample: looks up a key in a ring buffer
 * contract: windows/process
 * expect: reject
 * code: A705
 * line: 20
 * event: map_kind_not_allowed.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("process")
int map_kind_not_allowed(process_md_t *ctx) {
  u32 key = ctx->exit_code;
  return bpf_map_lookup_elem(&events, &key) ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
