// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads a field behind the end of the context
 * contract: windows/process
 * expect: reject
 * code: A503
 * line: 15
 * event: context_out_of_bounds.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("process")
int context_out_of_bounds(process_md_t *ctx) {
  const u32 *words = (const u32 *)ctx;
  return words[sizeof(process_md_t) / sizeof(u32)] ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
