// SPDX-License-Identifier: Apache-2.0
/* Assay sample: compares every byte of the packet with every other one, which ends, but after billions of instructions
 * contract: windows/xdp
 * expect: reject
 * code: A306
 * line: 18
 * event: budget_exceeded.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("xdp")
int budget_exceeded(xdp_md_t *ctx) {
  const u8 *end = ctx->data_end;
  u64 twins = 0;
  for (const u8 *left = ctx->data; left + 1 <= end; left++) {
    KEEP(left);
    for (const u8 *right = left + 1; right + 1 <= end; right++) {  // refused here
      KEEP(right);
      if (*left == *right) twins++;
    }
  }
  return twins > 100 ? XDP_DROP : XDP_PASS;
}
