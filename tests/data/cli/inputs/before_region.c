// The last 16 bytes of a name, of which 8 were tested to be there.
#include <assay/bpf/assay_windows.h>

SEC("bind")
int tail(bind_md_t *ctx) {
  const u8 *at = ctx->app_id_start;
  u64 size = (u64)(ctx->app_id_end - ctx->app_id_start);
  if (at == 0 || size < 8) return BIND_PERMIT_SOFT;
  return at[size - 16] == 'x' ? BIND_DENY : BIND_PERMIT_SOFT;
}
