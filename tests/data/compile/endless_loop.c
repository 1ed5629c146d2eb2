// Loops that nothing leaves; the others have a way out, however odd.
// expect: A262 at 14:3
// expect: A262 at 17:3
#include "hook.h"

static __attribute__((noinline)) int waits(volatile int *flag) {
  for (;;) {
    if (*flag) return 1;
  }
}

static __attribute__((noinline)) void stays(volatile int *flag, int n) {
  if (n == 1)
  for (;;) {
    switch (*flag) { case 0: break; default: *flag = 0; }
  }
  while (1) *flag = 1;
}

SEC("xdp") int hook(struct xdp_md *ctx) {
  volatile int flag = ctx->rx_queue_index;
  do {
    if (flag++ > 3) goto out;
  } while (1);
out:
  if (waits((volatile int *)&flag)) stays((volatile int *)&flag, ctx->rx_queue_index);
  return 1;
}
