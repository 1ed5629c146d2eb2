// SPDX-License-Identifier: Apache-2.0
// Lets nobody in a control group connect to one port.
#include <assay/bpf/assay_linux.h>

#ifndef PORT
#define PORT 9
#endif

SEC("cgroup/connect4") int no_port(struct bpf_sock_addr *ctx) {
  return ctx->user_port == bpf_htons(PORT) ? 0 : 1;
}
