// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the test of the count lets one entry too many pass
 * contract: windows/bind
 * expect: reject
 * code: A501
 * line: 39
 * twin-of: scan_count.c
 * event: scan_count_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define ENTRIES 32

struct list {
  u32 count;
  u32 process_ids[ENTRIES];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct list);
  __uint(max_entries, 1);
} denied SEC(".maps");

SEC("bind")
int scan_count(bind_md_t *ctx) {
  u32 key = 0;
  const struct list *list = bpf_map_lookup_elem(&denied, &key);
  if (!list) return BIND_PERMIT_SOFT;
  u64 count = READ_ONCE(list->count);
  if (count > ENTRIES + 1) return BIND_DENY;
  const u32 *process_ids = list->process_ids;
  u32 process_id = (u32)ctx->process_id;
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < count; i++) {
    KEEP(i);
    if (process_ids[i] == process_id) return BIND_DENY;  // refused here
  }
  return BIND_PERMIT_SOFT;
}
