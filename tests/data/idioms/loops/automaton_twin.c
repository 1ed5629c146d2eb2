// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the table has no row for the state in which the automaton ends
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 45
 * twin-of: automaton.c
 * event: automaton_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define CLASSES 8
#define STATES 4
#define ACCEPT 4
#define MASK 63

// Character classes: 0 other, 1 '-', 2 'e', 3 'n', 4 'c'. Rows: how much of "-enc" was seen.
static const volatile u8 next_state[STATES * CLASSES] = {
    0, 1, 0, 0, 0, 0, 0, 0,  // nothing
    0, 1, 2, 0, 0, 0, 0, 0,  // -
    0, 1, 0, 3, 0, 0, 0, 0,  // -e
    0, 1, 0, 0, ACCEPT, 0, 0, 0,  // -en
};

INLINE u64 class_of(u64 c) {
  c |= 0x20;
  if (c == '-') return 1;
  if (c == 'e') return 2;
  if (c == 'n') return 3;
  return c == 'c' ? 4 : 0;
}

SEC("process")
int automaton(process_md_t *ctx) {
  const u8 *at = ctx->command_start;
  const u8 *end = ctx->command_end;
  const volatile u8 *table = next_state;
  KEEP(table);
  u64 state = 0;
#pragma clang loop unroll(disable)
  for (; at + 2 <= end; at += 2) {
    KEEP(at);
    u64 column = class_of(*(const u16 *)at);
    state = table[(state * CLASSES + column) & MASK];  // refused here
  }
  return state == ACCEPT ? PROCESS_DENY : PROCESS_PERMIT;
}
