// The byte behind the last is not there.
// hook: length.h
// expect: A501 at 7:10
#include "length.h"

SEC("length") int length_past(length_md_t *ctx) {
  return ctx->name[ctx->name_length];
}
