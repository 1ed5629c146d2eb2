// SPDX-License-Identifier: Apache-2.0
// A setting that is limited before use, and a table that is none.
#include "core.h"

const volatile u32 chosen = 1;
static const u8 places[4] = {0, 2, 4, 7};

SEC("tc") int f(struct __sk_buff *ctx) {
  u32 key = 0;
  u8 *value = bpf_map_lookup_elem(&numbers, &key);
  if (!value) return 0;
  value[places[chosen & 3]] = 1;
  return 0;
}
