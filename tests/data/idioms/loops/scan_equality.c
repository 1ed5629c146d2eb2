// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a fixed table of ports is scanned at a scaled index that leaves the loop by equality
 * contract: windows/bind
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define PORTS 16

static const volatile u32 ports[PORTS] = {21,  22,  23,  25,   53,   69,   110,  135,
                                          139, 143, 445, 1433, 3306, 3389, 5900, 8080};

SEC("bind")
int scan_equality(bind_md_t *ctx) {
  if (ctx->operation != BIND_OPERATION_BIND) return BIND_PERMIT_SOFT;
  u32 port = (u32)ctx->socket_address[2] << 8 | ctx->socket_address[3];
  const volatile u8 *table = (const volatile u8 *)ports;
  KEEP(table);
#pragma clang loop unroll(disable)
  for (u64 at = 0; at != PORTS * sizeof(u32); at += sizeof(u32)) {
    KEEP(at);
    if (*(const volatile u32 *)(table + at) == port) return BIND_DENY;
  }
  return BIND_PERMIT_SOFT;
}
