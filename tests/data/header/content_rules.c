// A rule of the content names the 21st of 20 inputs; the code does not even look at it.
// expect: A264 at 8:35
#include "detection.h"

static const struct {
  input_index field;
  u64 value;
} rules[] = {{3, 0x10}, {19, 1}, {20, 0x80}};

SEC("detection") int content_rules(detection_md_t *ctx) {
  return ctx->inputs[rules[0].field] == rules[0].value;
}
