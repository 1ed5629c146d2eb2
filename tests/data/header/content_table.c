// Content with a value for each input has 21 values for 20 inputs.
// expect: A264 at 7:64
#include "detection.h"

static const u64 wanted[DETECTION_INPUTS] = {
    1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16,
    17, 18, 19, 20, /* and one more, for what is not there: */ 21};

SEC("detection") int content_table(detection_md_t *ctx) { return ctx->inputs[5] == wanted[5]; }
