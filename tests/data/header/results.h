// A C function that returns `int` sets the low half of the register.
#pragma once
#include <assay_windows.h>

typedef struct results_md {
  u64 number ASSAY_READ_ONLY;
} results_md_t;

static int (*const bpf_fill)(void *buffer ASSAY_WRITES, u32 size ASSAY_SIZE_OF(buffer))
    ASSAY_HELPER ASSAY_FILLS_ON_SUCCESS = (void *)70000;
static s64 (*const bpf_fill_long)(void *buffer ASSAY_WRITES, u32 size ASSAY_SIZE_OF(buffer))
    ASSAY_HELPER ASSAY_FILLS_ON_SUCCESS = (void *)70001;

ASSAY_HOOK("windows/results") ASSAY_SECTIONS("results")
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_results(results_md_t *ctx);
