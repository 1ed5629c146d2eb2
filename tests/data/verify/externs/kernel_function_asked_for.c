// SPDX-License-Identifier: Apache-2.0
/* Whether the kernel has a function is not known: both answers are proved
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define __ksym __attribute__((section(".ksyms")))

extern void bpf_new_function(void) __ksym __attribute__((weak));

SEC("xdp")
int kernel_function_asked_for(struct xdp_md *ctx) {
  return bpf_new_function ? XDP_DROP : XDP_PASS;
}
