#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int run(struct xdp_md *ctx) {
  unsigned char queue = ctx->rx_queue_index;
  queue == 3;
  if (queue > 300) return XDP_DROP;
  return XDP_PASS;
}
