#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

static const volatile __u8 first[8] = {1};
static const volatile __u8 limits[4] = {2};

SEC("xdp")
int run(struct xdp_md *ctx) {
  return first[0] + limits[ctx->rx_queue_index & 7] > 3 ? XDP_DROP : XDP_PASS;
}
