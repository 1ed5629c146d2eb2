#include <assay/bpf/assay_linux.h>
u64 total;
u64 counts[8];
u64 limits[4] = {1, 2, 3, 4};

SEC("xdp")
int count(struct xdp_md *ctx) {
  u32 n = ctx->ingress_ifindex;
  if (n > 9) return XDP_PASS;
  total += 1;
  counts[n] += 1;
  limits[n & 7] += 1;
  return XDP_PASS;
}
