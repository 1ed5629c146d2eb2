// Another number is no length.
// hook: length.h
// expect: A501 at 8:10
#include "length.h"

SEC("length") int length_of_another(length_md_t *ctx) {
  if (ctx->number == 0) return 0;
  return ctx->name[ctx->number - 1];
}
