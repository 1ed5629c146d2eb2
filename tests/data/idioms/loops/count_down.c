// SPDX-License-Identifier: Apache-2.0
/* Assay sample: the inputs of a record are added up from the last to the first
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "assay_windows.h"

#define INPUTS 20
#define THRESHOLD 1000

struct record {
  u64 inputs[INPUTS];
};

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __type(key, u32);
  __type(value, struct record);
  __uint(max_entries, 1);
} records SEC(".maps");

SEC("process")
int count_down(process_md_t *ctx) {
  u32 key = 0;
  const struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record || ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  const u64 *inputs = record->inputs;
  u64 sum = 0;
#pragma clang loop unroll(disable)
  for (u64 left = INPUTS; left != 0; left--) {
    KEEP(left);
    sum += inputs[left - 1];
  }
  return sum > THRESHOLD ? PROCESS_DENY : PROCESS_PERMIT;
}
