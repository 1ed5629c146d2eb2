#include <assay/bpf/assay_windows.h>

struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 262144); } out SEC(".maps");

SEC("bind")
int send(bind_md_t *ctx) {
  switch (ctx->operation) {
    case BIND_OPERATION_BIND:
      if (ctx->app_id_end > ctx->app_id_start)
        (void)bpf_ringbuf_output(&out, ctx->app_id_start, ctx->app_id_end - ctx->app_id_start + 2, 0);
      break;
    default:
      break;
  }
  return BIND_PERMIT_SOFT;
}
