// expect: A253 at 4:38
#include "hook.h"

static __attribute__((noinline)) int count(int n, ...) { return n; }

SEC("xdp") int hook(struct xdp_md *ctx) { return count(2, ctx->rx_queue_index); }
