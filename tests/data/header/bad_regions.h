// expect: A135 at 9:20
// expect: A135 at 10:22
// expect: A136 at 12:48
// expect: A136 at 13:25
// expect: A136 at 15:46
#include <assay_windows.h>

typedef struct regions_md {
  const u8 *no_end ASSAY_BEGIN(open, 64);
  const u8 *no_begin ASSAY_END(shut);
  const u8 *begin ASSAY_BEGIN(run, 64);
  const u8 *two_regions ASSAY_BEGIN(twice, 64) ASSAY_END(run);
  const u8 *begin_again ASSAY_BEGIN(run, 64);
  const u8 *end ASSAY_END(run);
  const u8 *two_begins ASSAY_BEGIN(walk, 64) ASSAY_BEGIN(run, 64);
} regions_md_t;

ASSAY_HOOK("windows/regions") ASSAY_SECTIONS("regions")
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_regions(regions_md_t *ctx);
