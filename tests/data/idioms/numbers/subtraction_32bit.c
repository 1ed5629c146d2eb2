// SPDX-License-Identifier: Apache-2.0
/* Assay sample: 32-bit differences of what was compared before, once and in loops
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_linux.h"

#define ROOM 4096

struct scratch {
  u8 bytes[ROOM];
};

struct {
  __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
  __type(key, u32);
  __type(value, struct scratch);
  __uint(max_entries, 1);
} scratches SEC(".maps");

INLINE u8* scratch_bytes(void) {
  u32 key = 0;
  struct scratch* scratch = bpf_map_lookup_elem(&scratches, &key);
  return scratch ? scratch->bytes : 0;
}

SEC("xdp")
int once(struct xdp_md* ctx) {
  u8* bytes = scratch_bytes();
  if (!bytes) return XDP_PASS;
  u32 offset = bpf_get_prandom_u32();
  if (offset > ROOM) return XDP_PASS;
  u32 size = bpf_get_prandom_u32() & 255;
  if (offset < size + 1) return XDP_PASS;
  offset -= size + 1;
  bytes[offset] = '/';
  return XDP_PASS;
}

SEC("xdp")
int in_rounds(struct xdp_md* ctx) {
  u8* bytes = scratch_bytes();
  if (!bytes) return XDP_PASS;
  u32 offset = ROOM - 1;
  for (int i = 0; i < 24; i++) {
    u32 size = bpf_get_prandom_u32() & 255;
    if (offset < size) break;
    offset -= size;
    bytes[offset] = '/';
  }
  return XDP_PASS;
}

SEC("xdp")
int in_rounds_by_a_sum(struct xdp_md* ctx) {
  u8* bytes = scratch_bytes();
  if (!bytes) return XDP_PASS;
  u32 offset = ROOM;
  for (int i = 0; i < 24; i++) {
    u32 size = (bpf_get_prandom_u32() & 255) + 1;
    KEEP(size);
    if (offset < size) break;
    offset -= size;
    bytes[offset] = '/';
  }
  return XDP_PASS;
}

SEC("xdp")
int without_a_count(struct xdp_md* ctx) {
  u8* bytes = scratch_bytes();
  if (!bytes) return XDP_PASS;
  u32 offset = ROOM;
  for (;;) {
    u32 size = bpf_get_prandom_u32() & 255;
    if (offset < size + 1) break;
    offset -= size + 1;
    bytes[offset] = '/';
  }
  return XDP_PASS;
}

SEC("xdp")
int clamped_in_many_rounds(struct xdp_md* ctx) {
  u8* bytes = scratch_bytes();
  if (!bytes) return XDP_PASS;
  u32 offset = ROOM;
  for (int i = 0; i < 200; i++) {
    u32 size = bpf_get_prandom_u32();
    if (size > 255) size = 255;
    if (offset < size + 1) break;
    offset -= size + 1;
    bytes[offset] = '/';
  }
  return XDP_PASS;
}

SEC("xdp")
int clamped_in_64_bits(struct xdp_md* ctx) {
  u8* bytes = scratch_bytes();
  if (!bytes) return XDP_PASS;
  u64 offset = ROOM;
  for (int i = 0; i < 24; i++) {
    u64 size = bpf_get_prandom_u32();
    if (size > 255) size = 255;
    if (offset < size + 1) break;
    offset -= size + 1;
    bytes[offset] = '/';
  }
  return XDP_PASS;
}
