// The frame of a function, with what is inlined into it.
// expect: A259 at 9:16
#include "hook.h"

static inline __attribute__((always_inline)) void fill(volatile char *to, unsigned size) {
  for (unsigned i = 0; i < size; i++) to[i] = 1;
}

SEC("xdp") int hook(struct xdp_md *ctx) {
  volatile char large[400];
  volatile char small[120];
  fill(large, sizeof(large));
  fill(small, sizeof(small));
  return large[ctx->rx_queue_index & 127] + small[ctx->rx_queue_index & 63];
}
