// Content for the inputs that there are: the last of 20, and rules on two.
#include "detection.h"

static const struct {
  input_index field;
  u64 value;
} rules[] = {{3, 0x10}, {19, 0x80}};
static const u64 wanted[DETECTION_INPUTS] = {[19] = 7};

SEC("detection") int content_fits(detection_md_t *ctx) {
  const u64 *end = &ctx->inputs[DETECTION_INPUTS];
  u64 sum = (u64)(end - ctx->inputs) + ctx->inputs[19];
#pragma unroll
  for (u32 i = 0; i < 2; ++i) {
    if (ctx->inputs[rules[i].field] == rules[i].value) return 1;
  }
  return ctx->inputs[5] == wanted[5] && sum != 0;
}
