// SPDX-License-Identifier: Apache-2.0
/* Assay sample: compares one character behind the command line when a pattern begins shortly before its end
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 33
 * twin-of: guard.c
 * event: guard_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define PATTERNS 4
#define WIDTH 12  // characters of a pattern, at least one terminating zero included
#define LIMIT 384  // characters of the command line to look at: keeps the worst case in the budget

static const volatile u8 patterns[PATTERNS][WIDTH] = {"mimikatz", "sekurlsa", "lsadump", "procdump"};

INLINE u32 lower(u32 c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; }

SEC("process")
int guard(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  const u16 *line = (const u16 *)ctx->command_start;
  u64 length = ((u64)ctx->command_end - (u64)line) / sizeof(u16);
  if (length > LIMIT) length = LIMIT;
  for (u64 start = 0; start < length; start++) {
    for (u64 pattern = 0; pattern < PATTERNS; pattern++) {
      for (u64 i = 0; i < WIDTH; i++) {
        u32 wanted = patterns[pattern][i];
        if (wanted == 0) return PROCESS_DENY;
        if (start + i > length) break;
        if (lower(line[start + i]) != wanted) break;  // refused here
      }
    }
  }
  return PROCESS_PERMIT;
}
