// A counter on the stack, which the test may miss.
#include <assay/bpf/assay_windows.h>

SEC("process")
int wait(process_md_t *ctx) {
  volatile u32 rounds = 0;
  while (rounds != ctx->exit_code) rounds += 2;
  return PROCESS_PERMIT;
}
