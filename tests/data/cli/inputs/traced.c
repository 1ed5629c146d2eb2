// The byte that is read without a look at the packet's end comes out of two macros, in two inlined calls.
#include "traced.h"

struct xdp_md {
  unsigned data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};

static inline int match_byte(const unsigned char *packet, unsigned index) {
  return READ_BYTE(packet + index) == '/';
}

static inline int match_path(const unsigned char *packet) {
  return match_byte(packet, 3);
}

__attribute__((section("xdp"), used)) int on_packet(struct xdp_md *ctx) {
  const unsigned char *packet = (const unsigned char *)(unsigned long)ctx->data;
  return match_path(packet) ? 1 : 2;
}
