// expect: A263 at 5:41
// expect: A263 at 6:22
#include "hook.h"

SEC("xdp") int hook(struct xdp_md *ctx, int more) { return more; }
SEC("xdp") int other(unsigned long ctx) { return ctx; }
