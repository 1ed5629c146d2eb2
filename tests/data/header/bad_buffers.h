// expect: A138 at 13:83
// expect: A138 at 16:46
// expect: A138 at 17:33
// expect: A138 at 18:77
// expect: A138 at 20:61
// expect: A133 at 23:49
#include <assay_windows.h>

typedef struct buffers_md {
  u64 number ASSAY_READ_ONLY;
} buffers_md_t;

static s64 (*const bpf_two_sizes)(void *to ASSAY_WRITES ASSAY_BYTES(16), u32 size ASSAY_SIZE_OF(to))
    ASSAY_HELPER = (void *)70000;
static s64 (*const bpf_sized_twice)(void *to ASSAY_WRITES, u32 size ASSAY_SIZE_OF(to),
                                    u32 more ASSAY_SIZE_OF(to)) ASSAY_HELPER = (void *)70001;
static s64 (*const bpf_no_size)(void *to ASSAY_WRITES) ASSAY_HELPER = (void *)70002;
static s64 (*const bpf_far_size)(void *to ASSAY_WRITES, u32 flags, u32 size ASSAY_SIZE_OF(to))
    ASSAY_HELPER = (void *)70003;
static s64 (*const bpf_size_of_nothing)(u32 flags, u32 size ASSAY_SIZE_OF(flags))
    ASSAY_HELPER = (void *)70004;
static s64 (*const bpf_null_with_size)(const void *from ASSAY_READS ASSAY_NULLABLE,
                                       u32 size ASSAY_SIZE_OF(from))
    ASSAY_HELPER = (void *)70005;

ASSAY_HOOK("windows/buffers") ASSAY_SECTIONS("buffers")
ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1000000)
int assay_hook_buffers(buffers_md_t *ctx);
