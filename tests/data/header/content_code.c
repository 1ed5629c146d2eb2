// Content compiled to code reads the 21st of 20 inputs. (Another member lies there: no bound of the
// context's memory is broken, and still it is not what the content asks for.)
// expect: A264 at 6:77
#include "detection.h"

SEC("detection") int content_code(detection_md_t *ctx) { return ctx->inputs[20] == 7; }
