// An index that may lie outside its array, and outside the frame.
#include <assay/bpf/assay_windows.h>

SEC("process")
int mark(process_md_t *ctx) {
  volatile u8 path[16] = {};
  u32 i = ctx->exit_code;
  if (i > 20) return PROCESS_PERMIT;
  path[i] = 1;
  return path[0] > 1;
}
