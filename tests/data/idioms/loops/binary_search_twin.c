// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the interval to halve begins one entry too long
 * contract: windows/bind
 * expect: reject
 * code: A501
 * line: 39
 * twin-of: binary_search.c
 * event: binary_search_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define ENTRIES 64

struct table {
  u32 process_ids[ENTRIES];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct table);
  __uint(max_entries, 1);
} sorted SEC(".maps");

SEC("bind")
int binary_search(bind_md_t *ctx) {
  u32 key = 0;
  const struct table *table = bpf_map_lookup_elem(&sorted, &key);
  if (!table) return BIND_PERMIT_SOFT;
  const u32 *process_ids = table->process_ids;
  u64 wanted = (u32)ctx->process_id;
  u64 low = 0;
  u64 high = ENTRIES + 1;
#pragma clang loop unroll(disable)
  while (low < high) {
    KEEP(low);
    u64 middle = (low + high) / 2;
    u64 found = process_ids[middle];  // refused here
    if (found == wanted) return BIND_DENY;
    if (found < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return BIND_PERMIT_SOFT;
}
