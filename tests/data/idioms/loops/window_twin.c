// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the window check grants two bytes and three are read
 * contract: windows/xdp
 * expect: reject
 * code: A501
 * line: 22
 * twin-of: window.c
 * event: window_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define WINDOW 3

SEC("xdp")
int window(xdp_md_t *ctx) {
  const u8 *at = ctx->data;
  const u8 *end = ctx->data_end;
#pragma clang loop unroll(disable)
  for (; at + WINDOW - 1 <= end; at++) {
    KEEP(at);
    if (at[0] == 'M' && at[1] == 'Z' && at[2] == 0x90) return XDP_DROP;  // refused here
  }
  return XDP_PASS;
}
