// SPDX-License-Identifier: Apache-2.0
/* Variables of the file are values of a map, too
 * contract: linux/xdp
 * expect: reject
 * code: A514
 * line: 21
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct bpf_spin_lock {
  u32 val;
};

u64 packets;
struct bpf_spin_lock lock;

SEC("xdp")
int variable_of_the_file(struct xdp_md *ctx) {
  packets++;
  *(volatile u32 *)&lock = 1; /* refused here */
  return XDP_PASS;
}
