// expect: A136 at 11:5
// expect: A132 at 15:5
// expect: A137 at 16:3
// expect: A137 at 17:3
#include <assay_windows.h>

typedef struct places_md {
  u32 first ASSAY_READ_ONLY;
  union {
    u32 small ASSAY_READ_ONLY;
    u64 large ASSAY_READ_ONLY;
  };
  union {
    u32 one;
  } ASSAY_PADDING;
  u32 behind ASSAY_READ_ONLY;
  u64 rest[];
} places_md_t;

ASSAY_HOOK("windows/places") ASSAY_SECTIONS("places") ASSAY_CONTEXT_BYTES(20)
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_places(places_md_t *ctx);
