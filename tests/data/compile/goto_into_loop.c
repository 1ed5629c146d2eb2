// expect: A256 at 8:18
// expect: A256 at 15:5
#include "hook.h"

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned n = ctx->rx_queue_index;
  unsigned left = n & 7;
  if (n & 16384) goto inside;
  while (left > 0) {
    left--;
  inside:
    n++;
  }
  switch (n & 1) do {
    case 0:
      left++;
    default:
      n >>= 1;
    } while (n != 0);
  return left & 1;
}
