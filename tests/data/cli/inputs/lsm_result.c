// A result that may be less than the error numbers that the hook takes.
#include <assay/bpf/assay_linux.h>

SEC("lsm/file_open")
int opened(u64 *ctx) {
  return bpf_get_current_uid_gid() == 1000 ? -5000 : 0;
}

char _license[] SEC("license") = "GPL";
