// SPDX-License-Identifier: Apache-2.0
/* Assay sample: checks the length of the program path in characters where its size is in bytes
 * contract: windows/bind
 * expect: reject
 * code: A501
 * line: 38
 * twin-of: bind_policy.c
 * event: bind_policy_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define NAME 8  // characters: the last eight of the path must agree, "\\dns.exe" say

struct rule {
  u16 name[NAME];
};

// By port, in host byte order.
struct {
  __uint(type, BPF_MAP_TYPE_HASH);
  __type(key, u16);
  __type(value, struct rule);
  __uint(max_entries, 256);
} rules SEC(".maps");

SEC("bind")
int bind_policy(bind_md_t *ctx) {
  if (ctx->operation != BIND_OPERATION_BIND) return BIND_PERMIT_SOFT;
  u16 port = (u16)(ctx->socket_address[2] << 8 | ctx->socket_address[3]);
  const struct rule *rule = bpf_map_lookup_elem(&rules, &port);
  if (!rule) return BIND_PERMIT_SOFT;
  const u8 *end = ctx->app_id_end;
  u64 size = (u64)end - (u64)ctx->app_id_start;
  if (size < NAME) return BIND_DENY;
  const u16 *tail = (const u16 *)(end - NAME * sizeof(u16));
  for (u64 i = 0; i < NAME; i++) {
    if (tail[i] != rule->name[i]) return BIND_DENY;  // refused here
  }
  return BIND_PERMIT_HARD;
}
