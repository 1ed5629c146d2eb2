// SPDX-License-Identifier: Apache-2.0
/* Assay sample: content compiled into the sensor asks for the 21st of 20 inputs
 * contract: windows/process
 * expect: reject
 * code: A501
 * line: 24
 * twin-of: constant_index.c
 * event: constant_index_twin.event.json
 * levels: O1 O2 O3 Os
 */
#include "record.h"

// Field 21 of the template type, counted from 0: the record has none.
#define RULE_FIELD 20
#define RULE_VALUE 0xbadc0ffeull

SEC("process")
int constant_index(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  u32 key = 0;
  const struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record) return PROCESS_PERMIT;
  const u64 *inputs = record->inputs;
  u64 input = inputs[RULE_FIELD];  // refused here
  return input == RULE_VALUE ? PROCESS_DENY : PROCESS_PERMIT;
}
