// SPDX-License-Identifier: Apache-2.0
/* Assay sample: returns a verdict that the hook does not know
 * contract: windows/xdp
 * expect: reject
 * code: A901
 * line: 14
 * event: return_out_of_range.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("xdp")
int return_out_of_range(xdp_md_t *ctx) {
  return ctx->ingress_ifindex == 6 ? XDP_DROP : 4;  // refused here
}
