// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the interval may be empty, and its midpoint is one past the buffer
 * contract: linux/tracepoint
 * expect: reject
 * code: A501
 * line: 35
 * event: binary_search_32bit_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define ROOM 512

struct row {
  u8 bytes[ROOM];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct row);
  __uint(max_entries, 1);
} rows SEC(".maps");

SEC("tracepoint/raw_syscalls/sys_enter")
int midpoint_by_difference(void* record) {
  u32 key = 0;
  struct row* row = bpf_map_lookup_elem(&rows, &key);
  if (!row) return 0;
  u32 low = 0, high = ROOM, wanted = bpf_get_prandom_u32();
  for (int i = 0; i < 12 && low <= high; i++) {
    u32 middle = low + (high - low) / 2;
    // Once all entries are smaller, low == high == ROOM.
    KEEP(middle);
    u8 found = READ_ONCE(row->bytes[middle]);  // refused here
    if (found < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
