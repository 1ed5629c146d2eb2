// SPDX-License-Identifier: Apache-2.0
/* Assay sample: reads the first byte of an application id that may be empty
 * contract: windows/bind
 * expect: reject
 * code: A501
 * line: 14
 * event: out_of_bounds.event.json
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("bind")
int out_of_bounds(bind_md_t *ctx) {
  return *ctx->app_id_start == '\\' ? BIND_PERMIT_HARD : BIND_PERMIT_SOFT;  // refused here
}
