// Both ways to call oneself: directly, and in a circle of three.
// expect: A251 at 8:10
// expect: A251 at 13:61
#include "hook.h"

static __attribute__((noinline)) int itself(int n) {
  if (n == 0) return 1;
  return itself(n - 1);
}

static int third(int n);
static __attribute__((noinline)) int first(int n) { return third(n) + 1; }
static __attribute__((noinline)) int second(int n) { return first(n) + 2; }
static __attribute__((noinline)) int third(int n) {
  return second(n - 1);
}

SEC("xdp") int hook(struct xdp_md *ctx) { return itself(ctx->rx_queue_index) + first(3); }
