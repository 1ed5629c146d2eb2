// SPDX-License-Identifier: Apache-2.0
/* A setting of the kernel (__kconfig) is a constant that is not known: every value is proved
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define __kconfig __attribute__((section(".kconfig")))

extern u32 CONFIG_HZ __kconfig;
extern _Bool CONFIG_BPF_JIT __kconfig __attribute__((weak));

u64 table[8];

SEC("xdp")
int setting(struct xdp_md *ctx) {
  if (CONFIG_BPF_JIT) table[CONFIG_HZ & 7] += CONFIG_HZ;
  return XDP_PASS;
}
