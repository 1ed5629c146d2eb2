// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a window of three bytes slides over the frame and looks for the head of an executable
 * contract: windows/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define WINDOW 3

SEC("xdp")
int window(xdp_md_t *ctx) {
  const u8 *at = ctx->data;
  const u8 *end = ctx->data_end;
#pragma clang loop unroll(disable)
  for (; at + WINDOW <= end; at++) {
    KEEP(at);
    if (at[0] == 'M' && at[1] == 'Z' && at[2] == 0x90) return XDP_DROP;
  }
  return XDP_PASS;
}
