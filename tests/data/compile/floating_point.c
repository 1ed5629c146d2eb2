// One finding a function, at the first place.
// expect: A254 at 7:3
// expect: A254 at 13:11
#include "hook.h"

static __attribute__((always_inline)) inline int scaled(int n) {
  double factor = 1.5;
  float other = 2;
  return (int)(n * factor + other);
}

SEC("xdp") int hook(struct xdp_md *ctx) {
  return (ctx->rx_queue_index * 0.25 > 3) + scaled(ctx->rx_queue_index);
}
