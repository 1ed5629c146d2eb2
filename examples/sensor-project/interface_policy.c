// SPDX-License-Identifier: Apache-2.0
// Drops the packets of the interfaces that a policy names. Make the test below `index > INTERFACES`, and
// the build fails: the sensor would read behind its policy.
#include <assay/bpf/assay_linux.h>

#include "policy.h"

// The one policy, replaced while the sensor runs.
struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct policy);
  __uint(max_entries, 1);
} policies SEC(".maps");

SEC("xdp")
int interface_policy(struct xdp_md *ctx) {
  u32 key = 0;
  const struct policy *policy = bpf_map_lookup_elem(&policies, &key);
  if (!policy) return XDP_PASS;
  u32 index = ctx->ingress_ifindex;
  if (index >= INTERFACES) return XDP_PASS;
  return policy->drop[index] ? XDP_DROP : XDP_PASS;
}
