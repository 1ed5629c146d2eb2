// SPDX-License-Identifier: Apache-2.0
/* Assay sample: hands a record over and then discards it
 * contract: linux/xdp
 * expect: reject
 * code: A802
 * line: 23
 * event: reference_released_twice.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 65536);
} events SEC(".maps");

SEC("xdp")
int reference_released_twice(struct xdp_md *ctx) {
  u64 *record = bpf_ringbuf_reserve(&events, sizeof(u64), 0);
  if (!record) return XDP_PASS;
  *record = ctx->ingress_ifindex;
  bpf_ringbuf_submit(record, 0);
  bpf_ringbuf_discard(record, 0);  // refused here
  return XDP_PASS;
}
