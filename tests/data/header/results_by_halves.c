// Whether the helper succeeded is in as much of the result as it has.
// hook: results.h
#include "results.h"

SEC("results") int by_halves(results_md_t *ctx) {
  u64 one, two;
  if (bpf_fill(&one, sizeof(one)) < 0) return 0;
  if (bpf_fill_long(&two, sizeof(two)) < 0) return 0;
  return one == two;
}
