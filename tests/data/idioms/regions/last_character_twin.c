// SPDX-License-Identifier: Apache-2.0
/* Assay sample: from null, two bytes before the end lie beyond the begin
 * contract: windows/process
 * expect: reject
 * code: A505
 * line: 19
 * twin-of: last_character.c
 * event: last_character_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

SEC("process")
int last_character(process_md_t *ctx) {
  const u8 *start = ctx->command_start;
  const u8 *last = (const u8 *)ctx->command_end - 2;
  KEEP(last);
  if (last < start) return PROCESS_PERMIT;
  return *(const u16 *)last == '^' ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
