// SPDX-License-Identifier: Apache-2.0
/* Assay sample: looks up a key in the context instead of a map
 * contract: windows/process
 * expect: reject
 * code: A701
 * line: 15
 * event: argument_wrong_type.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("process")
int argument_wrong_type(process_md_t *ctx) {
  u32 key = 0;
  return bpf_map_lookup_elem(ctx, &key) ? PROCESS_DENY : PROCESS_PERMIT;  // refused here
}
