// A struct as a result; a function that is always inlined may have one.
// expect: A261 at 8:34
#include "hook.h"

struct pair {
  long long a, b, c;
};
static __attribute__((noinline)) struct pair make(long long n) {
  struct pair made = {n, n + 1, n + 2};
  return made;
}
static inline __attribute__((always_inline)) struct pair twice(struct pair p) {
  p.a *= 2;
  return p;
}

SEC("xdp") int hook(struct xdp_md *ctx) { return twice(make(ctx->rx_queue_index)).b & 1; }
