// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reports every new process with the beginning of its command line, as many bytes as there are
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define PREFIX 96

struct report {
  u64 process_id;
  u64 parent_process_id;
  u64 time;
  u8 prefix[PREFIX];
};

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 262144);
} reports SEC(".maps");

SEC("process")
int ring_emitter(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  struct report report = {ctx->process_id, ctx->parent_process_id, ctx->creation_time, {0}};
  const u8 *line = ctx->command_start;
  u64 size = (u64)ctx->command_end - (u64)line;
  if (size > PREFIX) size = PREFIX;
  for (u64 i = 0; i < size; i++) {
    KEEP(i);  // or the loop becomes a call of memcpy, which no sensor has
    report.prefix[i] = line[i];
  }
  u64 head = __builtin_offsetof(struct report, prefix);
  bpf_ringbuf_output(&reports, &report, head + size, 0);
  return PROCESS_PERMIT;
}
