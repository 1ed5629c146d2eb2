// SPDX-License-Identifier: Apache-2.0
/* Assay sample: adds to a context field atomically
 * contract: windows/bind
 * expect: reject
 * code: A510
 * line: 13
 * levels: O1 O2 O3 Os
 */
#include <assay/bpf/assay_windows.h>

SEC("bind")
int atomic_on_context(bind_md_t *ctx) {
  __sync_fetch_and_add((u32 *)ctx->socket_address, 1);  // refused here
  return BIND_REDIRECT;
}
