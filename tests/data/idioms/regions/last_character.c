// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the last character of a command line, if there is one
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

SEC("process")
int last_character(process_md_t *ctx) {
  const u8 *start = ctx->command_start;
  const u8 *end = ctx->command_end;
  if (!start || end - start < 2) return PROCESS_PERMIT;
  return *(const u16 *)(end - 2) == '^' ? PROCESS_DENY : PROCESS_PERMIT;
}
