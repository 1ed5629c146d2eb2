// expect: A132 at 11:20
// expect: A135 at 12:19
// expect: A135 at 13:18
// expect: A133 at 15:17
// expect: A136 at 16:15
// expect: A133 at 16:38
#include <assay_windows.h>

typedef struct lengths_md {
  const u8 *name ASSAY_BEGIN(name, 65535);
  u16 short_length ASSAY_LENGTH_OF(name);
  const u8 *alone ASSAY_BEGIN(alone, 64);
  u32 of_nothing ASSAY_LENGTH_OF(nothing);
  const u8 *large ASSAY_BEGIN(large, 1ull << 33) ASSAY_REGION_SLACK(1ull << 34);
  u32 too_large ASSAY_LENGTH_OF(large);
  u32 written ASSAY_LENGTH_OF(large) ASSAY_WRITABLE;
} lengths_md_t;

ASSAY_HOOK("windows/lengths") ASSAY_SECTIONS("lengths")
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_lengths(lengths_md_t *ctx);
