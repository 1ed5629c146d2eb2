// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the loop waits for an equality that a line of odd length never meets
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 28
 * twin-of: utf16_lower.c
 * event: utf16_lower_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u32);
  __type(value, u32);
  __uint(max_entries, 1024);
} denied SEC(".maps");

SEC("process")
int utf16_lower(process_md_t *ctx) {
  const u8 *at = ctx->command_start;
  const u8 *end = ctx->command_end;
  u64 sum = 5381;
#pragma clang loop unroll(disable)
  for (; at != end; at += 2) {
    KEEP(at);
    u64 c = *(const u16 *)at;  // refused here
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    sum = sum * 33 + c;
  }
  u32 key = (u32)sum;
  return bpf_map_lookup_elem(&denied, &key) ? PROCESS_DENY : PROCESS_PERMIT;
}
