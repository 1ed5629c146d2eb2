// SPDX-License-Identifier: Apache-2.0
/* Assay sample: content that names a value for each input is compared with the 20 inputs that there are
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "record.h"

SEC("process")
int loop_bound(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  u32 key = 0;
  const struct record *record = bpf_map_lookup_elem(&records, &key);
  const struct instance *instance = bpf_map_lookup_elem(&instances, &key);
  if (!record || !instance) return PROCESS_PERMIT;
  const u64 *inputs = record->inputs;
  const u64 *values = instance->values;
  // The record decides how far to look, whatever the template type believes.
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < INPUTS; i++) {
    KEEP(i);
    u64 input = inputs[i];
    if (input != values[i]) return PROCESS_PERMIT;
  }
  return PROCESS_DENY;
}
