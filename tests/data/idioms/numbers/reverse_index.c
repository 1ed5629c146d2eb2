// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a text is read from its end, by its length less an index less one
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
int last_component(struct record* record) {
  struct text* text = text_of();
  if (!text) return 0;
  s64 got = bpf_probe_read_user_str(text->bytes, sizeof(text->bytes), record->name);
  if (got <= 0) return 0;
  u64 size = got;
  for (u32 i = 0; i < ROOM; i++) {
    if (i >= size) break;
    u32 at = size - i - 1;
    if (text->bytes[at] == '/') {
      text->size = at;
      break;
    }
  }
  return 0;
}

char _license[] SEC("license") = "GPL";
