// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the length check forgets one character, so that the tail begins before the path
 * contract: windows/bind
 * expect: reject
 * code: A501
 * line: 27
 * twin-of: path_tail.c
 * event: path_tail_twin.event.json
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
  if ((u64)end - (u64)begin < (NAME - 1) * sizeof(u16)) return BIND_PERMIT_SOFT;
  const u8 *tail = end - NAME * sizeof(u16);
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < NAME; i++) {
    KEEP(i);
    if (*(const u16 *)(tail + i * sizeof(u16)) != name[i]) return BIND_PERMIT_SOFT;  // refused here
  }
  return BIND_DENY;
}
