#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int run(struct xdp_md *ctx) {
  int verdict;
  if (ctx->rx_queue_index > 3)
    verdict = XDP_DROP;
  return verdict;
}
