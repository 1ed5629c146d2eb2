// The length bounds a scan and a look at the last byte.
// hook: length.h
#include "length.h"

SEC("length") int length_fits(length_md_t *ctx) {
  const u8 *name = ctx->name;
  u32 length = ctx->name_length;
  if (length == 0) return 0;
  if (name[length - 1] == '.') return 1;
  for (u32 i = 0; i < length; ++i) {
    if (name[i] == '/') return 2;
  }
  return name[0];
}
