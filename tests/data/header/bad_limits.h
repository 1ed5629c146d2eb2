// Every number of a header at its extremes.
// expect: A133 at 26:23
// expect: A132 at 26:60
// expect: A133 at 33:3
// expect: A133 at 34:3
// expect: A133 at 39:3
// expect: A132 at 43:20
// expect: A132 at 43:20
// expect: A132 at 43:20
// expect: A132 at 43:20
// expect: A132 at 44:1
// expect: A132 at 48:20
// expect: A132 at 49:1
// expect: A137 at 53:21
// expect: A137 at 56:22
#include <assay_windows.h>

typedef struct limits_md {
  u64 wide ASSAY_READ_ONLY;
  s32 narrow ASSAY_READ_ONLY;
  u8 bytes[11] ASSAY_READ_ONLY;
} limits_md_t;

typedef struct far_md {
  const u8 *near_start ASSAY_BEGIN(near, 1);
  const u8 *far_start ASSAY_BEGIN(far, 0xffffffffffffffff) ASSAY_REGION_SLACK(0xffffffffffffffff);
  const u8 *near_end ASSAY_END(near);
  const u8 *far_end ASSAY_END(far);
} far_md_t;

enum ASSAY_VALUES_OF(wide, "limits") {
  WIDE_FITS = 0x7fffffffffffffff,
  WIDE_TOO_LARGE = 0x8000000000000000ULL,
  WIDE_ALL = 0xffffffffffffffffULL,
};
enum ASSAY_VALUES_OF(narrow, "limits") {
  NARROW_LEAST = -0x7fffffff - 1,
  NARROW_MOST = 0xffffffff,
  NARROW_TOO_LARGE = 0x100000000,
};

ASSAY_HOOK("windows/limits")
ASSAY_RESULT(0, 1) ASSAY_LIMITS(4096, 0x100000000, 0x100000000, 0)
ASSAY_CHAIN_STACK(0x100000000, 0)
int assay_hook_limits(limits_md_t *ctx);

ASSAY_HOOK("windows/far")
ASSAY_ANY_RESULT   ASSAY_LIMITS(513, 0xffffffff, 0xffffffff, 0xffffffffffffffff)
ASSAY_CHAIN_STACK(-1, 0xffffffff)
int assay_hook_far(far_md_t *ctx);
struct huge_md { u8 numbers[1ull << 40]; };
ASSAY_HOOK("windows/huge") ASSAY_ANY_RESULT ASSAY_LIMITS(512, 1, 0, 1)
int assay_hook_huge(struct huge_md *ctx);
struct large_md { u32 numbers[1 << 20]; };
ASSAY_HOOK("windows/large") ASSAY_ANY_RESULT ASSAY_LIMITS(512, 1, 0, 1)
int assay_hook_large(struct large_md *ctx);
