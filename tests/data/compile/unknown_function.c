// The nearest name is suggested; what is never called does not matter.
// expect: A204 at 11:10
// fix: 11:10-11:24 inspect_packets
#include "hook.h"

int inspect_packet(struct xdp_md *ctx);
int never_called(int n);
static __attribute__((noinline)) int inspect_packets(struct xdp_md *ctx) { return ctx->rx_queue_index & 1; }

SEC("xdp") int hook(struct xdp_md *ctx) {
  return inspect_packet(ctx) + inspect_packets(ctx) + (sizeof(int) == 2 ? never_called(2) : 0);
}
