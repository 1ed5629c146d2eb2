// A helper that this hook's contract does not offer, called in a function that the hook reaches.
// expect: A203 at 8:61
#include "hook.h"

static long (*const bpf_skb_load_byte)(const void *, unsigned, void *, unsigned) = (void *)26;
static unsigned (*bpf_get_prandom_u32)(void) = (void *)7;

static __attribute__((noinline)) int byte(void *c) { return bpf_skb_load_byte(c, 0, c, 1); }

SEC("xdp") int hook(struct xdp_md *ctx) { return (byte(ctx) + bpf_get_prandom_u32()) & 1; }
