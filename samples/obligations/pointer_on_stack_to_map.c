// SPDX-License-Identifier: Apache-2.0
/* Assay sample: hands a map a value that holds the address of the command line
 * contract: windows/process
 * expect: reject
 * code: A603
 * line: 22
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
int pointer_on_stack_to_map(process_md_t *ctx) {
  u32 key = 0;
  u64 value = (u64)ctx->command_start;
  bpf_map_update_elem(&kept, &key, &value, 0);  // refused here
  return PROCESS_PERMIT;
}
