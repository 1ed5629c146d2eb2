// SPDX-License-Identifier: Apache-2.0
/* Assay sample: calls a function that the object does not define
 * contract: windows/process
 * expect: reject
 * code: A204
 * line: 15
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

int judge(u64 process_id);

SEC("process")
int function_unresolved(process_md_t *ctx) {
  return judge(ctx->process_id) ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
