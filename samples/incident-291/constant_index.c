// SPDX-License-Identifier: Apache-2.0
/* Assay sample: content compiled into the sensor asks for the last of the 20 inputs
 * contract: windows/process
 * expect: accept
 * levels: O1 O2 O3 Os
 */
#include "record.h"

// The last input that there is.
#define RULE_FIELD 19
#define RULE_VALUE 0xbadc0ffeull

SEC("process")
int constant_index(process_md_t *ctx) {
  if (ctx->operation != PROCESS_OPERATION_CREATE) return PROCESS_PERMIT;
  u32 key = 0;
  const struct record *record = bpf_map_lookup_elem(&records, &key);
  if (!record) return PROCESS_PERMIT;
  const u64 *inputs = record->inputs;
  u64 input = inputs[RULE_FIELD];
  return input == RULE_VALUE ? PROCESS_DENY : PROCESS_PERMIT;
}
