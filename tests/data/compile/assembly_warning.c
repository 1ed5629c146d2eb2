// Assembly is warned of; an empty text is none.
// warn: A257 at 8:3
#include "hook.h"

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned n = ctx->rx_queue_index;
  __asm__ volatile("" : "+r"(n));
  __asm__ volatile("%0 += 1" : "+r"(n));
  return n & 1;
}
