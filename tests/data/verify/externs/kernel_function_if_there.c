// SPDX-License-Identifier: Apache-2.0
/* A kernel that has the function gets to the call, and what the function does is not known
 * contract: linux/xdp
 * expect: reject
 * code: A204
 * line: 17
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define __ksym __attribute__((section(".ksyms")))

extern void bpf_new_function(void) __ksym __attribute__((weak));

SEC("xdp")
int kernel_function_if_there(struct xdp_md *ctx) {
  if (bpf_new_function) bpf_new_function(); /* refused here */
  return XDP_PASS;
}
