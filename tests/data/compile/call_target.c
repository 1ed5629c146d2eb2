// Calls of numbers that no helper can have: of more than 63 bits, of 33, below zero, behind a pointer, and in
// code that no hook reaches.
// expect: A203 at 14:10
// expect: A203 at 18:22
// expect: A203 at 20:53
// expect: A203 at 21:52
// expect: A203 at 22:51
// expect: A203 at 23:53
// expect: A260 at 23:75
#include "hook.h"

static int (*const all_ones)(void) = (void *)0xffffffffffffffffULL;
int nowhere(void) {
  return ((int (*)(void))0xffffffffffffffffULL)();
}

SEC("xdp") int hook(struct xdp_md *ctx) {
  return ctx->data ? all_ones() : 2;
}
SEC("xdp") int literal(struct xdp_md *ctx) { return ((int (*)(void))0xffffffffffffffffULL)(); }
SEC("xdp") int thirty(struct xdp_md *ctx) { return ((int (*)(void))0x100000000ULL)(); }
SEC("xdp") int below(struct xdp_md *ctx) { return ((int (*)(void)) - 1)(); }
SEC("xdp") int hundred(struct xdp_md *ctx) { return ((int (*)(void))(long)((__int128)1 << 100))(); }
