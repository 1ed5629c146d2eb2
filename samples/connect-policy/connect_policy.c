// SPDX-License-Identifier: Apache-2.0
/* Assay sample: rejects connections to the networks of an address table that is replaced while the sensor runs
 * contract: windows/sock_addr_connect
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

#define NETWORKS 64

struct network {
  u32 address;  // network byte order
  u32 mask;
};

struct table {
  u32 count;
  u32 padding;
  struct network networks[NETWORKS];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct table);
  __uint(max_entries, 1);
} denied SEC(".maps");

SEC("cgroup/connect4")
int connect_policy(bpf_sock_addr_t *ctx) {
  if (ctx->family != AF_INET) return BPF_SOCK_ADDR_VERDICT_PROCEED_SOFT;
  u32 key = 0;
  const struct table *table = bpf_map_lookup_elem(&denied, &key);
  if (!table) return BPF_SOCK_ADDR_VERDICT_REJECT;
  u32 address = *(const u32 *)ctx->user_ip;
  // The table may be replaced meanwhile: the count that is tested must be the count that is used.
  u64 count = READ_ONCE(table->count);
  if (count > NETWORKS) return BPF_SOCK_ADDR_VERDICT_REJECT;
  const struct network *networks = table->networks;
  for (u64 i = 0; i < count; i++) {
    if ((address & networks[i].mask) == networks[i].address) return BPF_SOCK_ADDR_VERDICT_REJECT;
  }
  return BPF_SOCK_ADDR_VERDICT_PROCEED_SOFT;
}
