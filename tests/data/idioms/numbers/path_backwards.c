// SPDX-License-Identifier: Apache-2.0
/* Assay sample: a path, from its last component to its first, written backwards into a buffer
 * contract: linux/tracepoint
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define ROOM 4096
#define NAME 255
#define DEPTH 24

struct scratch {
  u8 bytes[ROOM];
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __type(key, u32);
  __type(value, struct scratch);
  __uint(max_entries, 1);
} scratches SEC(".maps");

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 16);
} paths SEC(".maps");

struct entry {
  const struct entry* parent;
  u32 size;
  const void* name;
};

struct record {
  u64 common;
  const struct entry* entry;
};

SEC("tracepoint/sched/sched_process_exec")
int path_backwards(struct record* record) {
  u32 key = 0;
  struct scratch* scratch = bpf_map_lookup_elem(&scratches, &key);
  if (!scratch) return 0;
  u32 offset = ROOM;
  const struct entry* at = record->entry;
  for (int i = 0; i < DEPTH; i++) {
    struct entry entry;
    if (bpf_probe_read_kernel(&entry, sizeof(entry), at)) break;
    u32 size = entry.size;
    if (size > NAME) size = NAME;
    if (offset < size + 1) break;
    offset -= size + 1;
    scratch->bytes[offset] = '/';
    if (bpf_probe_read_kernel(&scratch->bytes[offset + 1], size, entry.name)) break;
    if (entry.parent == at) break;
    at = entry.parent;
  }
  bpf_ringbuf_output(&paths, &scratch->bytes[offset], ROOM - offset, 0);
  return 0;
}

char _license[] SEC("license") = "GPL";
