// SPDX-License-Identifier: Apache-2.0
// A limit that user space may set before it loads the program.
#include "core.h"

const volatile u32 limit = 1;

SEC("tc") int f(struct __sk_buff *ctx) {
  u32 key = 0;
  u64 *value = bpf_map_lookup_elem(&numbers, &key);
  if (!value) return 0;
  u32 i = ctx->len;
  if (i < limit) value[i] = 1;
  return 0;
}
