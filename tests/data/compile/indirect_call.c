// expect: A252 at 12:10
#include "hook.h"

typedef int (*judge)(int);

static __attribute__((noinline)) int lenient(int n) { return n; }
static __attribute__((noinline)) int strict(int n) { return n + 1; }
static judge judges[2] = {lenient, strict};

SEC("xdp") int hook(struct xdp_md *ctx) {
  judge chosen = judges[ctx->rx_queue_index & 1];
  return chosen(2);
}
