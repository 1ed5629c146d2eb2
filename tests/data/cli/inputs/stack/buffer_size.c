// The helper is told a size that the buffer does not have.
#include <assay/bpf/assay_linux.h>

SEC("kprobe/tcp_connect")
int watch(struct pt_regs *ctx) {
  char name[8];
  if (bpf_get_current_comm(name, 16)) return 0;
  return name[0] == 'x';
}
