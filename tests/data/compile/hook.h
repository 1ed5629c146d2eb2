// What the sources of this folder share.
#pragma once
#define SEC(name) __attribute__((section(name), used))
struct xdp_md {
  unsigned data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};
