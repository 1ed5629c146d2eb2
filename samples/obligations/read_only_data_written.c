// SPDX-License-Identifier: Apache-2.0
/* Assay sample: counts in a constant that the loader freezes
 * contract: windows/process
 * expect: reject
 * code: A506
 * line: 18
 * event: read_only_data_written.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

static const volatile u64 limit = 10;

SEC("process")
int read_only_data_written(process_md_t *ctx) {
  volatile u64 *place = (volatile u64 *)&limit;
  KEEP(place);
  if (ctx->operation == PROCESS_OPERATION_CREATE) *place = 0;  // refused here
  return limit ? PROCESS_PERMIT : PROCESS_DENY;
}
