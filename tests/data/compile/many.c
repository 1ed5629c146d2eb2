// All findings of a file are told in one run, in the order of the source.
// expect: A255 at 9:3
// expect: A254 at 10:3
// expect: A262 at 11:3
// expect: A204 at 12:12
#include "hook.h"
int absent(int n);
SEC("xdp") int hook(struct xdp_md *ctx) {
  char buffer[ctx->rx_queue_index];
  double half = 0.5;
  while (1) {
    buffer[absent((int)half)] = 1;
  }
}
