// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the last characters of the application id are compared with a file name
 * contract: windows/bind
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define NAME 9

// The separator belongs to the name: "notncat.exe" is another program.
static const volatile u16 name[NAME] = {'\\', 'n', 'c', 'a', 't', '.', 'e', 'x', 'e'};

SEC("bind")
int path_tail(bind_md_t *ctx) {
  const u8 *begin = ctx->app_id_start;
  const u8 *end = ctx->app_id_end;
  if ((u64)end - (u64)begin < NAME * sizeof(u16)) return BIND_PERMIT_SOFT;
  const u8 *tail = end - NAME * sizeof(u16);
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < NAME; i++) {
    KEEP(i);
    if (*(const u16 *)(tail + i * sizeof(u16)) != name[i]) return BIND_PERMIT_SOFT;
  }
  return BIND_DENY;
}
