#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int run(struct xdp_md *ctx) { return XDP_PASS; }

char license[] SEC("license") = "GPL";
