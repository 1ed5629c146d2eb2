// Results that are said to have more bits than their type, or fewer than a contract knows.
// expect: A132 at 10:48
// expect: A132 at 11:1
#include <assay_windows.h>

typedef struct results_md {
  u64 number ASSAY_READ_ONLY;
} results_md_t;

static int (*const bpf_int)(void) ASSAY_HELPER ASSAY_RETURNS(-5, 0) = (void *)70000;
static u8 (*const bpf_byte)(void) ASSAY_HELPER = (void *)70001;

ASSAY_HOOK("windows/results") ASSAY_SECTIONS("results")
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_results(results_md_t *ctx);
