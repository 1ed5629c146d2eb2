// SPDX-License-Identifier: Apache-2.0
/* Assay sample: Euclid's algorithm finds the common measure of two times
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

SEC("process")
int euclid(process_md_t *ctx) {
  u64 a = ctx->creation_time;
  u64 b = ctx->process_id;
#pragma clang loop unroll(disable)
  while (b != 0) {
    KEEP(b);
    u64 rest = a % b;
    a = b;
    b = rest;
  }
  return a == 1 ? PROCESS_DENY : PROCESS_PERMIT;
}
