// Everything that the rules could mistake for what they refuse.
#include "hook.h"

static void *(*const bpf_map_lookup_elem)(const void *, const void *) = (void *)1;
static unsigned long long (*bpf_ktime_get_ns)(void) = (void *)5;
long (*never)(int n, ...);
static inline int unused_helper(int n) { return never(n, 2.5, (__int128)n); }
static inline int unused_recursion(int n) { return n ? unused_recursion(n - 1) : 0; }

struct {
  int (*type)[2];
  int (*max_entries)[8];
  unsigned *key;
  unsigned long long *value;
} table SEC(".maps");

struct pair { int a; int b; };

static inline __attribute__((always_inline)) struct pair pair_of(int a, int b, int c, int d, int e, int f) {
  return (struct pair){a + b + c, d + e + f};
}
static __attribute__((noinline)) int leaf(int n) { return n & 1; }
static __attribute__((noinline)) int left(int n) { return leaf(n) + 1; }

SEC("xdp") int hook(struct xdp_md *ctx) {
  unsigned key = ctx->rx_queue_index & 7;
  unsigned long long *count = bpf_map_lookup_elem(&table, &key);
  if (!count) goto out;
  for (unsigned i = 0; i < 4; i++) {
    __asm__ volatile("" : "+r"(i));
    if (*count == i) goto out;
    switch (key) {
      case 1: continue;
      default: break;
    }
  }
  do {
    *count += bpf_ktime_get_ns();
  } while (0);
  char buffer[_Generic(key, unsigned: 8, default: 2.5 > 1 ? 4 : 2)];
  __builtin_memset(buffer, leaf(key), sizeof(buffer));
  *count += buffer[0] + pair_of(1, 2, 3, 4, 5, key).b + left(key) + leaf(2) + sizeof(long double);
out:
  return key & 1;
}
