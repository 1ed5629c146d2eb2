// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a prefix of the command line is copied to the stack and its real length is emitted
 * contract: windows/process
 * expect: accept
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
  if (size > PREFIX) size = PREFIX;
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < size; i++) {
    KEEP(i);
    prefix[i] = line[i];
  }
  bpf_ringbuf_output(&events, prefix, size, 0);
  return PROCESS_PERMIT;
}
