// Repairs that are certain: the name that was meant, the function that a constant pointer names, the
// attribute that inlining needs, the section that was meant.
// expect: A258 at 17:58
// fix: 17:1-17:1 __attribute__((always_inline)) 
// expect: A261 at 20:15
// fix: 20:1-20:1 __attribute__((always_inline)) 
// expect: A204 at 25:10
// fix: 25:10-25:24 inspect_packets
// expect: A252 at 25:32
// fix: 25:32-25:41 strict
// expect: A140 at 29:25
// fix: 29:5-29:19 "kprobe/exit"
#include "hook.h"
struct pair { int a, b; };
int inspect_packet(struct xdp_md *ctx);
static __attribute__((noinline)) int strict(int n) { return n + 1; }
static inline int mix(int a, int b, int c, int d, int e, int f) { return a ^ b ^ c ^ d ^ e ^ f; }
static __attribute__((noinline)) int inspect_packets(struct xdp_md *ctx) { return ctx->rx_queue_index & 1; }
static int (*const chosen)(int) = strict;
static inline struct pair twice(int n) { struct pair p = {n, 2 * n}; return p; }

SEC("xdp") int hook(struct xdp_md *ctx) {
  int n = ctx->rx_queue_index;
  n += mix(n, 1, 2, 3, 4, 5) + twice(n).b;
  return inspect_packet(ctx) + (*chosen)(n);
}
struct event { int number; };

SEC("kprobes/exit") int probe(struct event *ctx) { return 0; }
