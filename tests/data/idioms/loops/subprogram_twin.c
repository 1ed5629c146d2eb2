// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the function is called once more than there are inputs
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 27
 * twin-of: subprogram.c
 * event: subprogram_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define INPUTS 20

struct record {
  u64 inputs[INPUTS];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct record);
  __uint(max_entries, 1);
} records SEC(".maps");

NOINLINE u64 score(const u64 *inputs, u64 at) {
  u64 input = inputs[at];  // refused here
  return input > 100 ? input - 100 : 0;
}

SEC("process")
int subprogram(process_md_t *ctx) {
  u32 key = 0;
  const struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record || ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  u64 sum = 0;
#pragma clang loop unroll(disable)
  for (u64 i = 0; i <= INPUTS; i++) {
    KEEP(i);
    sum += score(record->inputs, i);
  }
  return sum > 1000 ? PROCESS_DENY : PROCESS_PERMIT;
}
