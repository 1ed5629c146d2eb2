// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the remainder is counted from one instead of from zero and never vanishes
 * contract: windows/process
 * expect: reject
 * code: A305
 * line: 18
 * twin-of: euclid.c
 * event: euclid_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

SEC("process")
int euclid(process_md_t *ctx) {
  u64 a = ctx->creation_time;
  u64 b = ctx->process_id;
#pragma clang loop unroll(disable)
  while (b != 0) {  // refused here
    KEEP(b);
    u64 rest = (a - 1) % b + 1;
    a = b;
    b = rest;
  }
  return a == 1 ? PROCESS_DENY : PROCESS_PERMIT;
}
