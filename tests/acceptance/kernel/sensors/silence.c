// SPDX-License-Identifier: Apache-2.0
// A socket that has this filter gets no packet of more than 100 bytes.
#include <assay/bpf/assay_linux.h>

SEC("socket") int silence(struct __sk_buff *skb) { return skb->len > 100 ? 0 : 100; }
