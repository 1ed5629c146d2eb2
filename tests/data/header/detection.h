// The hook of the incident: a record of 20 inputs, over which content decides.
#pragma once
#include <assay_windows.h>

#define DETECTION_INPUTS 20

typedef struct detection_md {
  u64 inputs[DETECTION_INPUTS] ASSAY_READ_ONLY;
  u64 time ASSAY_READ_ONLY;
} detection_md_t;

/// Content counts the inputs from 0.
typedef u32 input_index ASSAY_INDEX_OF(inputs, DETECTION_INPUTS);

ASSAY_HOOK("windows/detection") ASSAY_SECTIONS("detection")
ASSAY_RESULT(0, 1) ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_detection(detection_md_t *ctx);
