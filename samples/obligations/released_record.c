// SPDX-License-Identifier: Apache-2.0
/* Assay sample: writes to a ring buffer record after it was handed over
 * contract: linux/xdp
 * expect: reject
 * code: A509
 * line: 22
 * event: released_record.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("xdp")
int released_record(struct xdp_md *ctx) {
  volatile u64 *record = bpf_ringbuf_reserve(&events, sizeof(u64), 0);
  if (!record) return XDP_PASS;
  bpf_ringbuf_submit((void *)record, 0);
  *record = ctx->ingress_ifindex;  // refused here
  return XDP_PASS;
}
