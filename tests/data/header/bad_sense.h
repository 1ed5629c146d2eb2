// What no annotation alone is to blame for.
// expect: A139 at 14:5
#include <assay_windows.h>

typedef struct sense_md {
  u64 number ASSAY_READ_ONLY;
} sense_md_t;

static void *(*const bpf_value_of_nothing)(void)
    ASSAY_HELPER ASSAY_RETURNS_VALUE_OR_NULL = (void *)70000;

ASSAY_HOOK("windows/sense") ASSAY_SECTIONS("sense")
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_sense(sense_md_t *ctx);
