// SPDX-License-Identifier: Apache-2.0
// Lets everybody in a control group send; its program has the name of the one in connect.c.
#include <assay/bpf/assay_linux.h>

SEC("cgroup/sendmsg4") int no_port(struct bpf_sock_addr *ctx) { return 1; }
