#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct bpf_iter_num { __u64 opaque[1]; } __attribute__((aligned(8)));
extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __attribute__((weak, section(".ksyms")));
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __attribute__((section(".ksyms")));

SEC("xdp")
int run(struct xdp_md *ctx) {
  struct bpf_iter_num it;
  bpf_iter_num_new(&it, 0, 100);
  return XDP_PASS;
}

SEC("xdp")
int run_strong(struct xdp_md *ctx) {
  struct bpf_iter_num it = {0};
  bpf_iter_num_destroy(&it);
  return XDP_PASS;
}
