// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the application id is hashed byte by byte with a moving pointer and looked up
 * contract: windows/bind
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

// FNV-1a, 32 bits.
#define FNV_BASIS 0x811c9dc5u
#define FNV_PRIME 0x01000193u

struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u32);
  __type(value, u32);
  __uint(max_entries, 1024);
} denied SEC(".maps");

SEC("bind")
int hash(bind_md_t *ctx) {
  const u8 *at = ctx->app_id_start;
  const u8 *end = ctx->app_id_end;
  u32 sum = FNV_BASIS;
#pragma clang loop unroll(disable)
  while (at < end) {
    KEEP(at);
    sum = (sum ^ *at++) * FNV_PRIME;
  }
  return bpf_map_lookup_elem(&denied, &sum) ? BIND_DENY : BIND_PERMIT_SOFT;
}
