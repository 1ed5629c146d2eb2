// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reserves a record of a size that only the packet knows
 * contract: linux/xdp
 * expect: reject
 * code: A704
 * line: 19
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("xdp")
int argument_out_of_range(struct xdp_md *ctx) {
  u64 size = ctx->ingress_ifindex;
  void *record = bpf_ringbuf_reserve(&events, size, 0);  // refused here
  if (!record) return XDP_PASS;
  bpf_ringbuf_discard(record, 0);
  return XDP_PASS;
}
