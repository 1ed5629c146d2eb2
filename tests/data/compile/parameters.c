// Six arguments; a function that is always inlined may take them.
// expect: A258 at 5:77
#include "hook.h"

static __attribute__((noinline)) int sum(int a, int b, int c, int d, int e, int f) {
  return a + b + c + d + e + f;
}
static inline __attribute__((always_inline)) int mix(int a, int b, int c, int d, int e, int f) {
  return a ^ b ^ c ^ d ^ e ^ f;
}

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned n = ctx->rx_queue_index;
  return sum(n, 2, 3, 4, 5, n) + mix(n, 1, 2, 3, 4, n);
}
