// SPDX-License-Identifier: Apache-2.0
/* Assay sample: uses a number of the event as an address
 * contract: windows/process
 * expect: reject
 * code: A505
 * line: 15
 * event: not_a_pointer.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("process")
int not_a_pointer(process_md_t *ctx) {
  const u8 *place = (const u8 *)ctx->creation_time;
  return *place ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
