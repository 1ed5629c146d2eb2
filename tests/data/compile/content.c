// Content that names more inputs than the hook supplies: a number of a type that counts them, wherever
// it is written; a constant index past an array of the context; an initialiser too many. Whatever fits,
// the end of the array, and other arrays are no concern of the rule.
// expect: A264 at 19:42
// expect: A264 at 13:41
// expect: A264 at 22:55
// expect: A264 at 24:12
// expect: A264 at 25:18
// expect: A264 at 26:70
#include "hook.h"
typedef unsigned index_t __attribute__((annotate("assay.index_of", "cb", 5)));
struct rule { unsigned value; index_t field; union { index_t one; unsigned other; }; };
static const struct rule rules[] = {{9, 5, {4}}, {9, 4, {0}}, {.value = 5}};
struct __sk_buff {
  unsigned len, pkt_type, mark, queue_mapping, protocol, vlan_present, vlan_tci, vlan_proto;
  unsigned priority, ingress_ifindex, ifindex, tc_index, cb[5], hash;
};
static const unsigned wanted[5] = {1, 2, 3, 4, 5};
static const unsigned excess[2] = {1, 2, 3};
static __attribute__((noinline)) unsigned pick(index_t at) { return wanted[at % 5] + excess[0]; }
SEC("tc") int hook(struct __sk_buff *ctx) {
  index_t first = 4, second = rules[1].field, third = 5;
  const unsigned *end = &ctx->cb[5];
  second = 7; first = second;
  return ctx->cb[5] + ctx->cb[4] + (end - ctx->cb) + wanted[first % 5] + rules[0].value + third +
         pick(3) + (sizeof ctx->cb[9]) + (0 ? ctx->cb[8] : 0) + pick(-1);
}
