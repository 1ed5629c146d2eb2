// A loop that only the packet's length bounds.
#include <assay/bpf/assay_linux.h>

SEC("xdp")
int walk(struct xdp_md *ctx) {
  u8 *at = PACKET(ctx);
  u8 *end = PACKET_END(ctx);
  u32 found = 0;
  while (at + 2 <= end) {
    u8 kind = at[0];
    u8 size = at[1];
    if (kind == 0) break;
    if (kind == 42) found++;
    if (size < 2) break;
    at += size;
  }
  return found > 3 ? XDP_DROP : XDP_PASS;
}
