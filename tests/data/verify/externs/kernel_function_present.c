// SPDX-License-Identifier: Apache-2.0
/* An index that is right only where the kernel lacks the function
 * contract: linux/xdp
 * expect: reject
 * code: A501
 * line: 21
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define __ksym __attribute__((section(".ksyms")))

extern void bpf_new_function(void) __ksym __attribute__((weak));

u64 table[8];

SEC("xdp")
int kernel_function_present(struct xdp_md *ctx) {
  u64 index = bpf_new_function ? 8 : 7;
  KEEP(index);
  table[index] += 1; /* refused here */
  return XDP_PASS;
}
