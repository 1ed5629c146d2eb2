// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads padding of the context, which the contract does not name
 * contract: windows/process
 * expect: reject
 * code: A507
 * line: 14
 * event: context_field_unknown.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("process")
int context_field_unknown(process_md_t *ctx) {
  return ctx->padding_69[1] ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
