// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the mask of the table index lets one bit too many through
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 27
 * twin-of: shift_word.c
 * event: shift_word_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define NIBBLES 16

// Set bits of a nibble.
static const volatile u8 weights[NIBBLES] = {0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4};

SEC("process")
int shift_word(process_md_t *ctx) {
  const volatile u8 *table = weights;
  KEEP(table);
  u64 word = ctx->creation_time;
  u64 bits = 0;
#pragma clang loop unroll(disable)
  while (word != 0) {
    KEEP(word);
    bits += table[word & 0x1f];  // refused here
    word >>= 4;
  }
  return bits > 40 ? PROCESS_DENY : PROCESS_PERMIT;
}
