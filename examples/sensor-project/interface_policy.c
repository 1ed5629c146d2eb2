// SPDX-License-Identifier: Apache-2.0
// Drops the packets of the interfaces that a policy names. Make the test below `index > INTERFACES`, and
// the build fails: the sensor would read behind its policy.
#include "policy.h"

struct xdp_md {
  unsigned data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};
enum { XDP_DROP = 1, XDP_PASS = 2 };
static void *(*const bpf_map_lookup_elem)(const void *map, const void *key) = (void *)1;

// The one policy, replaced while the sensor runs.
struct {
  int (*type)[2];  // an array
  unsigned *key;
  struct policy *value;
  int (*max_entries)[1];
} policies __attribute__((section(".maps"), used));

__attribute__((section("xdp"), used)) int interface_policy(struct xdp_md *ctx) {
  unsigned key = 0;
  const struct policy *policy = bpf_map_lookup_elem(&policies, &key);
  if (!policy) return XDP_PASS;
  unsigned index = ctx->ingress_ifindex;
  if (index >= INTERFACES) return XDP_PASS;
  return policy->drop[index] ? XDP_DROP : XDP_PASS;
}
