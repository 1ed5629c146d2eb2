// SPDX-License-Identifier: Apache-2.0
/* Assay sample: each of at most 40 records takes one to six numbers of a table that has room for all of them
 * contract: windows/bind
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define MOST_RECORDS 40
#define MOST_OF_A_RECORD 6

struct numbers {
  u32 of[MOST_RECORDS * MOST_OF_A_RECORD];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct numbers);
  __uint(max_entries, 1);
} table SEC(".maps");

SEC("bind")
int records(bind_md_t *ctx) {
  u32 zero = 0;
  u32 at = 0;
  u32 found = 0;
  const struct numbers *numbers = bpf_map_lookup_elem(&table, &zero);
  if (!numbers) return BIND_PERMIT_SOFT;
#pragma clang loop unroll(disable)
  for (u32 record = 0; record < MOST_RECORDS; record++) {
    KEEP(record);
    u32 kind = numbers->of[at];
    if (kind == 7)
      at += 6;
    else if (kind & 1)
      at += 2;
    else
      at++;
    found += kind;
  }
  return found > 3 ? BIND_DENY : BIND_PERMIT_SOFT;
}
