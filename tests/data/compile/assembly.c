// A warning, unless it is refused; an empty text keeps a value in a register and is none.
// flags: --refuse-asm
// expect: A257 at 9:3
#include "hook.h"

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned n = ctx->rx_queue_index;
  __asm__ volatile("" : "+r"(n));
  __asm__ volatile("%0 += 1" : "+r"(n));
  return n & 1;
}
