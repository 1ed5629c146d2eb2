// An object has one symbol of a name, and a section is one: the assembler refuses what else has that name.
// expect: A118 at 13:49
// expect: A118 at 18:6
// fix: 18:6-18:13 _license
#include "hook.h"
struct __sk_buff {
  unsigned len, pkt_type, mark;
};
/* The name of a section that another function lies in. */
static unsigned length(struct __sk_buff *ctx) { return ctx->len; }
SEC("tc") int first(struct __sk_buff *ctx);
SEC("tc/twice") int second(struct __sk_buff *ctx) { return ctx->mark; }
static __attribute__((noinline, used)) unsigned tc(unsigned n) { return n * 3; }
SEC("tc") int first(struct __sk_buff *ctx) {
  return tc(length(ctx)) & 1;
}
/* Nothing else names it, so that another name is certain to do. */
char license[] SEC("license") = "GPL";
