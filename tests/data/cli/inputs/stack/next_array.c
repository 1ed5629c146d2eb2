// The test allows one index too many: the write lands in the array that lies after it.
#include <assay/bpf/assay_windows.h>

SEC("process")
int mark(process_md_t *ctx) {
  volatile u8 other[16] = {};
  volatile u8 path[16] = {};
  u32 i = ctx->exit_code;
  if (i > 16) return PROCESS_PERMIT;
  path[i] = 1;
  return path[0] + other[0] > 1;
}
