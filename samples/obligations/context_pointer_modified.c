// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads the token at an index that only the event knows
 * contract: windows/process
 * expect: reject
 * code: A511
 * line: 15
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("process")
int context_pointer_modified(process_md_t *ctx) {
  u64 at = ctx->token_sid_size;
  if (at >= sizeof(ctx->token_sid)) return PROCESS_PERMIT;
  return ctx->token_sid[at] ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
