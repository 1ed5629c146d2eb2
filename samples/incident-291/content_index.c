// SPDX-License-Identifier: Apache-2.0
/* Assay sample: content chooses an input by its number, and the number is checked against the record
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "record.h"

SEC("process")
int content_index(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  u32 key = 0;
  const struct record *record = bpf_map_lookup_elem(&records, &key);
  const struct rule *rule = bpf_map_lookup_elem(&rules, &key);
  if (!record || !rule) return PROCESS_PERMIT;
  // Content may be replaced meanwhile: the index that is tested must be the index that is used.
  u32 field = READ_ONCE(rule->field);
  if (field >= INPUTS) return PROCESS_PERMIT;
  const u64 *inputs = record->inputs;
  u64 input = inputs[field];
  return input == rule->value ? PROCESS_DENY : PROCESS_PERMIT;
}
