// A loop whose steps may be zero.
#include <assay/bpf/assay_windows.h>

SEC("bind")
int walk(bind_md_t *ctx) {
  u32 left = ctx->protocol;
  u32 by = ctx->socket_address_length;
  u32 rounds = 0;
#pragma clang loop unroll(disable)
  while (left > 3) {
    left -= by;
    by ^= left;
    rounds++;
  }
  return rounds == 7 ? BIND_DENY : BIND_PERMIT_SOFT;
}
