// What C leaves undefined, as Clang warns of it; nothing that a constant condition switches off, and no old kind of
// flexible array.
// expect: A266 at 15:1
// expect: A266 at 22:22
// expect: A266 at 23:16
// expect: A266 at 23:26
// expect: A266 at 25:34
// expect: A266 at 26:7
#include "hook.h"
struct __sk_buff {
  unsigned len, pkt_type, mark, queue_mapping, protocol, vlan_present, vlan_tci, vlan_proto, priority;
};
static __attribute__((noinline)) int pick(unsigned n) {
  if (n > 3) return 1;
}
struct tail {
  unsigned length;
  unsigned char bytes[1];
};
SEC("tc") int hook(struct __sk_buff *ctx) {
  int verdict, never, table[4] = {1, 2, 3, 4};
  if (ctx->mark > 3) table[4] = 1;
  table[1] = 1 << 32 | 1 << -1;
  if (sizeof(table) > 16) table[5] = 1;
  if (ctx->priority == 1) return never;
  if (ctx->len > 3) verdict = 0;
  return verdict + pick(ctx->len) + table[3] + ((struct tail *)table)->bytes[3];
}
