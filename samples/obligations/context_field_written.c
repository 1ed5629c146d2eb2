// SPDX-License-Identifier: Apache-2.0
/* Assay sample: changes the exit code of the process that it observes
 * contract: windows/process
 * expect: reject
 * code: A506
 * line: 14
 * event: context_field_written.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("process")
int context_field_written(process_md_t *ctx) {
  ctx->exit_code = 0;  // refused here
  return PROCESS_PERMIT;
}
