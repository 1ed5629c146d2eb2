// SPDX-License-Identifier: Apache-2.0
/* Assay sample: windows of a buffer and midpoints of an interval, in 32 bits and in 64
 * contract: linux/tracepoint
 * expect: accept
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

struct record {
  u64 common;
  s64 number;
  const void* text;
  u32 from;
  u32 to;
};

INLINE struct row* row_of(void) {
  u32 key = 0;
  return bpf_map_lookup_elem(&rows, &key);
}

SEC("tracepoint/raw_syscalls/sys_enter")
int window_32bit(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u32 from = record->from, to = record->to;
  if (to > ROOM || from >= to) return 0;
  bpf_probe_read_user(row->bytes + from, to - from, record->text);
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int window_64bit(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 from = record->from, to = record->to;
  if (to > ROOM || from >= to) return 0;
  bpf_probe_read_user(row->bytes + from, to - from, record->text);
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int rest_of_room(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u32 used = record->from;
  if (used >= ROOM) return 0;
  u32 left = ROOM - used;
  bpf_probe_read_user(row->bytes + used, left, record->text);
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int midpoint_by_difference(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u32 low = 0, high = ROOM, wanted = record->from;
  for (int i = 0; i < 10 && low < high; i++) {
    u32 middle = low + (high - low) / 2;
    if (row->bytes[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int midpoint_by_sum(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u32 low = 0, high = ROOM, wanted = record->from;
  for (int i = 0; i < 10 && low < high; i++) {
    u32 middle = (low + high) / 2;
    if (row->bytes[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

char _license[] SEC("license") = "GPL";
