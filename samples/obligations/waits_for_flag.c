// SPDX-License-Identifier: Apache-2.0
/* Assay sample: waits for a flag that another party may never set
 * contract: windows/process
 * expect: reject
 * code: A305
 * line: 24
 * event: waits_for_flag.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
} flags SEC(".maps");

SEC("process")
int waits_for_flag(process_md_t *ctx) {
  u32 key = 0;
  const u64 *flag = bpf_map_lookup_elem(&flags, &key);
  if (!flag || ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  while (READ_ONCE(*flag) == 0) {  // refused here
  }
  return PROCESS_DENY;
}
