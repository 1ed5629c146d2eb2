// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the prefix may be one byte longer than the buffer on the stack
 * contract: windows/process
 * expect: reject
 * code: A502
 * line: 30
 * twin-of: prefix_emit.c
 * event: prefix_emit_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define PREFIX 64

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("process")
int prefix_emit(process_md_t *ctx) {
  u8 prefix[PREFIX] __attribute__((aligned(8))) = {};
  const u8 *line = ctx->command_start;
  u64 size = (u64)ctx->command_end - (u64)line;
  if (size == 0) return PROCESS_PERMIT;
  if (size > PREFIX + 1) size = PREFIX + 1;
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < size; i++) {
    KEEP(i);
    prefix[i] = line[i];  // refused here
  }
  bpf_ringbuf_output(&events, prefix, size, 0);
  return PROCESS_PERMIT;
}
