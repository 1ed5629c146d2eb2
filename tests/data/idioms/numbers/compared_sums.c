// SPDX-License-Identifier: Apache-2.0
/* Assay sample: sums, differences and multiples that may wrap are compared before they are used
 * contract: linux/tracepoint
 * expect: accept
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

struct record {
  u64 common;
  s64 number;
  s64 a;
  s64 b;
};

INLINE struct row* row_of(void) {
  u32 key = 0;
  return bpf_map_lookup_elem(&rows, &key);
}

SEC("tracepoint/raw_syscalls/sys_enter")
int int_of_long(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  int i = record->a;
  if (i < 0 || i >= 16) return 0;
  row->hits[i]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int u32_of_long(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u32 i = record->a;
  if (i >= 16) return 0;
  row->hits[i]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int two_ended(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  int i = record->a;
  if (i < -8 || i >= 8) return 0;
  row->hits[i + 8]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int difference(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = record->a - record->b;
  if (d >= 16) return 0;
  row->hits[d]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int difference_32bit(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u32 d = record->a - record->b;
  if (d >= 16) return 0;
  row->hits[d]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int in_the_remainder(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = record->a - record->b;
  row->hits[d % 16]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int elapsed(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = bpf_ktime_get_ns() - record->b;
  if (d > 1600000) d = 1600000 - 1;
  row->hits[d / 100001]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int apart_in_bits(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = record->a ^ record->b;
  if (d >= 16) return 0;
  row->hits[d]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int sum(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = record->a + record->b;
  if (d >= 16) return 0;
  row->hits[d]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int multiple(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = record->a * 3;
  if (d >= 16) return 0;
  row->hits[d]++;
  return 0;
}

SEC("tracepoint/raw_syscalls/sys_enter")
int doubled(struct record* record) {
  struct row* row = row_of();
  if (!row) return 0;
  u64 d = record->a << 1;
  if (d >= 16) return 0;
  row->hits[d]++;
  return 0;
}
