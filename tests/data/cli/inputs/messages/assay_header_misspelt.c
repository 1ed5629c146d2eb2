#include <assay/asay_linux.h>

SEC("xdp")
int run(struct xdp_md *ctx) {
  return XDP_PASS;
}
