// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the result of a helper that copies a string is an error or at most the size
 * contract: linux/tracepoint
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define ROOM 160

struct text {
  u32 size;
  u8 bytes[ROOM];
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __type(key, u32);
  __type(value, struct text);
  __uint(max_entries, 1);
} texts SEC(".maps");

struct record {
  u64 common;
  s64 number;
  const void* name;
};

INLINE struct text* text_of(void) {
  u32 key = 0;
  return bpf_map_lookup_elem(&texts, &key);
}

SEC("tracepoint/syscalls/sys_enter_chdir")
int last_byte(struct record* record) {
  struct text* text = text_of();
  if (!text) return 0;
  s64 got = bpf_probe_read_user_str(text->bytes, sizeof(text->bytes), record->name);
  if (got <= 0) return 0;
  return text->bytes[got - 1];
}

SEC("tracepoint/syscalls/sys_enter_chdir")
int last_byte_of_an_int(struct record* record) {
  struct text* text = text_of();
  if (!text) return 0;
  int got = bpf_probe_read_user_str(text->bytes, sizeof(text->bytes), record->name);
  if (got <= 0) return 0;
  return text->bytes[got - 1];
}

SEC("tracepoint/syscalls/sys_enter_chdir")
int backwards(struct record* record) {
  struct text* text = text_of();
  if (!text) return 0;
  s64 got = bpf_probe_read_user_str(text->bytes, sizeof(text->bytes), record->name);
  if (got <= 0) return 0;
  for (s64 i = got - 1; i >= 0; i--) {
    if (text->bytes[i] == '/') return 1;
  }
  return 0;
}

SEC("tracepoint/syscalls/sys_enter_chdir")
int two_in_a_row(struct record* record) {
  struct text* text = text_of();
  if (!text) return 0;
  u32 half = sizeof(text->bytes) / 2;
  s64 first = bpf_probe_read_user_str(text->bytes, half, record->name);
  if (first < 0) return 0;
  s64 second = bpf_probe_read_user_str(text->bytes + first, half, record->name);
  if (second <= 0) return 0;
  return text->bytes[first + second - 1];
}

char _license[] SEC("license") = "GPL";
