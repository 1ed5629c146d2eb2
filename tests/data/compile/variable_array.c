// expect: A255 at 7:3
// expect: A255 at 8:17
#include "hook.h"

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned n = ctx->rx_queue_index;
  volatile char buffer[n];
  char *other = __builtin_alloca(n);
  buffer[0] = 1;
  other[0] = 2;
  return buffer[0] + other[0];
}
