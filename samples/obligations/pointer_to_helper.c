// SPDX-License-Identifier: Apache-2.0
/* Assay sample: passes the address of the context as flags
 * contract: windows/process
 * expect: reject
 * code: A606
 * line: 22
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
} seen SEC(".maps");

SEC("process")
int pointer_to_helper(process_md_t *ctx) {
  u32 key = 0;
  u64 value = ctx->process_id;
  bpf_map_update_elem(&seen, &key, &value, (u64)ctx);  // refused here
  return PROCESS_PERMIT;
}
