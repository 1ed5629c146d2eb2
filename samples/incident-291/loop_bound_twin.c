// SPDX-License-Identifier: Apache-2.0
/* Assay sample: content that names 21 values is compared with a record of 20 inputs
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 26
 * twin-of: loop_bound.c
 * event: loop_bound_twin.event.json
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
  // The template type decides how far to look, and it has one field more than the record.
#pragma clang loop unroll(disable)
  for (u64 i = 0; i < TEMPLATE_FIELDS; i++) {
    KEEP(i);
    u64 input = inputs[i];  // refused here
    if (input != values[i]) return PROCESS_PERMIT;
  }
  return PROCESS_DENY;
}
