// A pointer with a length field.
#pragma once
#include <assay_windows.h>

typedef struct length_md {
  const u8 *name ASSAY_BEGIN(name, 4096);
  u32 name_length ASSAY_LENGTH_OF(name);
  u32 number ASSAY_READ_ONLY;
} length_md_t;

ASSAY_HOOK("windows/length") ASSAY_SECTIONS("length")
ASSAY_RESULT(0, 255) ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_length(length_md_t *ctx);
