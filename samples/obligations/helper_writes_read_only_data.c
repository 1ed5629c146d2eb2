// SPDX-License-Identifier: Apache-2.0
/* Assay sample: lets a helper fill read-only data
 * contract: windows/process
 * expect: reject
 * code: A506
 * line: 18
 * event: helper_writes_read_only_data.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

static const volatile u8 name[32] = {'x'};

SEC("process")
int helper_writes_read_only_data(process_md_t *ctx) {
  u8 *place = (u8 *)name;
  KEEP(place);
  bpf_memset(place, sizeof(name), 0);  // refused here
  return ctx->operation && name[0] ? PROCESS_DENY : PROCESS_PERMIT;
}
