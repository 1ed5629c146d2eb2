// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reserves a record and forgets it on one path
 * contract: linux/xdp
 * expect: reject
 * code: A801
 * line: 25
 * event: reference_leaked.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("xdp")
int reference_leaked(struct xdp_md *ctx) {
  u64 *record = bpf_ringbuf_reserve(&events, sizeof(u64), 0);
  if (!record) return XDP_PASS;
  if (ctx->ingress_ifindex == 7) return XDP_DROP;
  *record = ctx->ingress_ifindex;
  bpf_ringbuf_submit(record, 0);
  return XDP_PASS;
}  // refused here
