// SPDX-License-Identifier: Apache-2.0
/* Assay sample: looks up the class of any character in a table that holds only the first 128
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 65
 * twin-of: automaton.c
 * event: automaton_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define STATES 16
#define CLASSES 16
#define CHARACTERS 128
#define FOUND 15

// One object, because the order of two would be the compiler's choice.
struct tables {
  u8 next[STATES * CLASSES];  // by state, then class
  u8 classes[CHARACTERS];     // by character
};

// clang-format off
static const volatile struct tables tables = {
    .next = {
        0, 1, 0, 6, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // nothing
        0, 1, 0, 6, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // -
        0, 1, 0, 6, 0, 0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0,  // -e
        0, 1, 0, 6, 15, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // -en
        0, 1, 0, 6, 0, 5, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // i
        0, 1, 0, 6, 0, 0, 4, 0, 0, 0, 15, 0, 0, 0, 0, 0,  // ie
        0, 1, 0, 6, 0, 0, 4, 0, 0, 0, 0, 7, 0, 0, 0, 0,  // b
        0, 1, 0, 6, 0, 0, 4, 0, 8, 0, 0, 0, 0, 0, 0, 0,  // by
        0, 1, 9, 6, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // byp
        0, 1, 0, 6, 0, 0, 4, 0, 0, 10, 0, 0, 0, 0, 0, 0,  // bypa
        0, 1, 0, 6, 0, 0, 4, 0, 0, 15, 0, 0, 0, 0, 0, 0,  // bypas
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // (unused)
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // (unused)
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // (unused)
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,  // (unused)
        15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,  // found
    },
    .classes = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 2, 3, 4, 0, 5, 0, 0, 0, 6, 0, 0, 0, 0, 7, 0,
        8, 0, 0, 9, 0, 0, 0, 0, 10, 11, 0, 0, 0, 0, 0, 0,
        0, 2, 3, 4, 0, 5, 0, 0, 0, 6, 0, 0, 0, 0, 7, 0,
        8, 0, 0, 9, 0, 0, 0, 0, 10, 11, 0, 0, 0, 0, 0, 0,
    },
};
// clang-format on

SEC("process")
int automaton(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  const u8 *at = ctx->command_start;
  const u8 *end = ctx->command_end;
  u32 state = 0;
  for (; at + sizeof(u16) <= end; at += sizeof(u16)) {
    u32 c = *(const u16 *)at;
    u32 class = tables.classes[c & 0xff];  // refused here
    state = tables.next[(state * CLASSES + class) % (STATES * CLASSES)];
  }
  return state == FOUND ? PROCESS_DENY : PROCESS_PERMIT;
}
