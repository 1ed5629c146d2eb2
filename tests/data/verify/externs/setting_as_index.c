// SPDX-License-Identifier: Apache-2.0
/* Nothing bounds a setting of the kernel
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 19
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define __kconfig __attribute__((section(".kconfig")))

extern u32 CONFIG_HZ __kconfig;

u64 table[8];

SEC("xdp")
int setting_as_index(struct xdp_md *ctx) {
  table[CONFIG_HZ] += 1; /* refused here */
  return XDP_PASS;
}
