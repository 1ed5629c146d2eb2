// SPDX-License-Identifier: Apache-2.0
/* Assay sample: type-length-value records follow each other through the frame until one does not fit
 * contract: windows/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define HEAD 2
#define KIND_COMMAND 7

SEC("xdp")
int tlv(xdp_md_t *ctx) {
  const u8 *at = ctx->data;
  const u8 *end = ctx->data_end;
#pragma clang loop unroll(disable)
  while (at + HEAD <= end) {
    KEEP(at);
    u64 kind = at[0];
    u64 length = at[1];
    const u8 *value = at + HEAD;
    const u8 *next = value + length;
    if (next > end) break;
    if (kind == KIND_COMMAND && length >= 2 && value[0] == 0xde && value[1] == 0xad) return XDP_DROP;
    at = next;
  }
  return XDP_PASS;
}
