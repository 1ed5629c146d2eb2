// SPDX-License-Identifier: Apache-2.0
/* Assay sample: one more of the sums passes than there are entries
 * contract: linux/tracepoint
 * expect: reject
 * code: A501
 * line: 35
 * event: compared_sums_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

struct row {
  u64 hits[16];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct row);
  __uint(max_entries, 1);
} rows SEC(".maps");

INLINE struct row* row_of(void) {
  u32 key = 0;
  return bpf_map_lookup_elem(&rows, &key);
}

SEC("tracepoint/raw_syscalls/sys_enter")
int elapsed(void* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 start = bpf_ktime_get_ns();
  u64 d = bpf_ktime_get_ns() - start;
  if (d > 16) return 0;
  WRITE_ONCE(row->hits[d], 1);  // refused here
  return 0;
}
