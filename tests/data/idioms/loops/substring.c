// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a pattern is searched in the first part of the command line by two nested loops
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define PATTERN 12
#define LIMIT 1024

// "bypass" in UTF-16LE.
static const volatile u8 pattern[PATTERN] = {'b', 0, 'y', 0, 'p', 0, 'a', 0, 's', 0, 's', 0};

SEC("process")
int substring(process_md_t *ctx) {
  const u8 *line = ctx->command_start;
  u64 size = (u64)ctx->command_end - (u64)line;
  if (size > LIMIT) size = LIMIT;
#pragma clang loop unroll(disable)
  for (u64 at = 0; at + PATTERN <= size; at++) {
    KEEP(at);
    u64 same = 0;
#pragma clang loop unroll(disable)
    while (same < PATTERN) {
      KEEP(same);
      if (line[at + same] != pattern[same]) break;
      same++;
    }
    if (same == PATTERN) return PROCESS_DENY;
  }
  return PROCESS_PERMIT;
}
