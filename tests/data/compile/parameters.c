// Six arguments; a function that is always inlined may take them.
// expect: A258 at 7:77
// expect: A258 at 17:42
#include "hook.h"

static long (*const bpf_ktime_get_ns)(int, int, int, int, int, int) = (void *)5;
static __attribute__((noinline)) int sum(int a, int b, int c, int d, int e, int f) {
  return a + b + c + d + e + f;
}
static inline __attribute__((always_inline)) int mix(int a, int b, int c, int d, int e, int f) {
  return a ^ b ^ c ^ d ^ e ^ f;
}

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned n = ctx->rx_queue_index;
  return sum(n, 2, 3, 4, 5, n) + mix(n, 1, 2, 3, 4, n) +
         bpf_ktime_get_ns(1, 2, 3, 4, 5, 6);
}
