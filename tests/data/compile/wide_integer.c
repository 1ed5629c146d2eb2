// expect: A260 at 6:3
#include "hook.h"

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned long long n = ctx->rx_queue_index;
  unsigned __int128 product = (unsigned __int128)n * n;
  return (int)(product >> 64);
}
