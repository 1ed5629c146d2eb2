// SPDX-License-Identifier: Apache-2.0
/* Assay sample: sends as many bytes of the command line as a number in a map says
 * contract: windows/process
 * expect: reject
 * code: A703
 * line: 30
 * event: argument_size_unbounded.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, u64);
  __uint(max_entries, 1);
} sizes SEC(".maps");

SEC("process")
int argument_size_unbounded(process_md_t *ctx) {
  u32 key = 0;
  const u64 *size = bpf_map_lookup_elem(&sizes, &key);
  if (!size) return PROCESS_PERMIT;
  if (ctx->command_start + 16 > ctx->command_end) return PROCESS_PERMIT;
  bpf_ringbuf_output(&events, ctx->command_start, READ_ONCE(*size), 0);  // refused here
  return PROCESS_PERMIT;
}
