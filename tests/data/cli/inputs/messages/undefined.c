#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int run(struct xdp_md *ctx) {
  volatile char bytes[8] = {0};
  volatile char *at = bytes;
  at -= 1032;
  return *at ? XDP_DROP : XDP_PASS;
}
