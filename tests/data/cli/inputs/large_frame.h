// A hook whose programs would have frames larger than any compiler lays out.
#include "../../../../include/assay/bpf/assay_windows.h"

typedef struct file_open_md {
  u64 process_id ASSAY_READ_ONLY;
} file_open_md_t;

ASSAY_HOOK("windows/file_open") ASSAY_SECTIONS("file_open")
ASSAY_RESULT(0, 1) ASSAY_LIMITS(4096, 8, 33, 1000000)
int assay_hook_file_open(file_open_md_t *ctx);
