// A function with two names: LLVM 19 dies of it, whether it is called, a hook or static.
// expect: A207 at 11:5
// expect: A207 at 12:12
// expect: A207 at 15:5
#include "hook.h"

int one(void) { return 1; }
static int two(void) { return 2; }
static void *resolver(void) { return two; }

int other(void) __attribute__((weak, alias("one"))), number;
static int hidden(void) __attribute__((alias("two")));
SEC("xdp") int hook(struct xdp_md *ctx) { return other() + hidden(); }

int chosen(void) __attribute__((ifunc("resolver")));
SEC("xdp") int second(struct xdp_md *ctx) { return chosen(); }
