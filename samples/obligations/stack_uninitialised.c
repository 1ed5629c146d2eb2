// SPDX-License-Identifier: Apache-2.0
/* Assay sample: sends a buffer of which only the first half was written
 * contract: windows/process
 * expect: reject
 * code: A402
 * line: 23
 * event: stack_uninitialised.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("process")
int stack_uninitialised(process_md_t *ctx) {
  u64 report[2];
  u64 *first = report;
  KEEP(first);  // the compiler must not know that the second half is never written
  first[0] = ctx->process_id;
  bpf_ringbuf_output(&events, first, sizeof(report), 0);  // refused here
  return PROCESS_PERMIT;
}
