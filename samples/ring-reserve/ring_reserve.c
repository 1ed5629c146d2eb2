// SPDX-License-Identifier: Apache-2.0
/* Assay sample: writes the beginning of every IPv4 packet into a record that it reserves in the ring buffer
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_linux.h>

#define PREFIX 64
#define ETHERNET 14

struct report {
  u64 time;
  u32 interface;
  u32 size;  // bytes of prefix in use
  u8 prefix[PREFIX];
};

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 262144);
} reports SEC(".maps");

SEC("xdp")
int ring_reserve(struct xdp_md *ctx) {
  const u8 *packet = PACKET(ctx);
  const u8 *end = PACKET_END(ctx);
  if (packet + ETHERNET > end || packet[12] != 0x08 || packet[13] != 0x00) return XDP_PASS;
  struct report *report = bpf_ringbuf_reserve(&reports, sizeof(struct report), 0);
  if (!report) return XDP_PASS;
  report->time = bpf_ktime_get_ns();
  report->interface = ctx->ingress_ifindex;
  u8 *prefix = report->prefix;
  u64 used = 0;
  for (; used < PREFIX; used++) {
    KEEP(used);
    if (packet + used + 1 > end) break;
    prefix[used] = packet[used];
  }
  report->size = (u32)used;
  bpf_ringbuf_submit(report, 0);
  return XDP_PASS;
}
