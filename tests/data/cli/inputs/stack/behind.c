// A loop that copies more than its array holds: the first byte outside lies behind it.
#include <assay/bpf/assay_linux.h>

struct record {
  u8 size;
  u8 bytes[];
};

SEC("xdp")
int copy(struct xdp_md *ctx) {
  u8 name[32];
  struct record *record = (struct record *)PACKET(ctx);
  u8 *end = PACKET_END(ctx);
  if ((u8 *)(record + 1) > end) return XDP_PASS;
  u32 size = record->size;
  if (record->bytes + size > end) return XDP_PASS;
  for (u32 i = 0; i < size; i++) {
    KEEP(i);
    name[i] = record->bytes[i];
  }
  return name[0] == 'x' ? XDP_DROP : XDP_PASS;
}
