// A contract without memory for variables: each one that can be written is told once. Constants, maps
// and helpers are none of them, nor is what no hook reaches.
// flags: --contract-header ../header/detection.h -I ../../../include/assay/bpf --contract windows/detection
// expect: A265 at 17:3
// expect: A265 at 22:3
#include "hook.h"

struct map { int (*type)[2]; int (*max_entries)[1]; int *key; int *value; };
struct map counts SEC(".maps");
static const int limits[2] = {1, 2};
static const volatile int threshold = 3;
static void *(*bpf_map_lookup_elem)(const void *map, const void *key) = (void *)1;
static int events;
int unreached;

static __attribute__((noinline)) int next(void) {
  events += threshold;
  return events;
}
SEC("sensor") int count(void *ctx) {
  static int calls;
  calls++;
  int key = 0;
  int *value = bpf_map_lookup_elem(&counts, &key);
  return (value ? *value : 0) + limits[calls & 1] + next();
}
SEC(".text.unused") static int idle(void) { return unreached++; }
