// SPDX-License-Identifier: Apache-2.0
/* The other variables of the file are the program's
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct bpf_spin_lock {
  u32 val;
};

u64 packets;
struct bpf_spin_lock lock;
u64 seen[4];

SEC("xdp")
int variables_beside_a_lock(struct xdp_md *ctx) {
  packets++;
  seen[ctx->rx_queue_index & 3] += 1;
  return XDP_PASS;
}
