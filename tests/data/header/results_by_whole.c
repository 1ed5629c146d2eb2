// The sign of the whole register says nothing of an `int`.
// hook: results.h
// expect: A402 at 9:10
#include "results.h"

SEC("results") int by_whole(results_md_t *ctx) {
  u64 one;
  if (((s64(*)(void *, u32))70000)(&one, sizeof(one)) < 0) return 0;
  return one == ctx->number;
}
