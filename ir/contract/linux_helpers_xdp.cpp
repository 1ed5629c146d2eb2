// SPDX-License-Identifier: Apache-2.0
// Linux helpers of the XDP program type.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

std::vector<Helper> linux_xdp_helpers() {
  return {
      Row(44, "xdp_adjust_head", {context, any32})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(51, "redirect_map", {map, any, any})
          .from("net/core/filter.c, bpf_xdp_redirect_map; include/linux/filter.h, "
                "__bpf_xdp_redirect_map")
          .gives_int()
          .kinds({kLinuxDevMap, kLinuxCpuMap, kLinuxXskMap, kLinuxDevMapHash}),
      Row(54, "xdp_adjust_meta", {context, any32})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(65, "xdp_adjust_tail", {context, any32})
          .from("net/core/filter.c")
          .gives_int()
          .moves_packet(),
      Row(188, "xdp_get_buff_len", {context}).from("net/core/filter.c").gives_u32(),
      Row(189, "xdp_load_bytes", {context, any32, writes, size32})
          .from("net/core/filter.c")
          .gives_error()
          .initialises(Initialises::AllOnSuccess),
      Row(190, "xdp_store_bytes", {context, any32, reads, size32})
          .from("net/core/filter.c")
          .gives_error(),
  };
}

}  // namespace assay::tables
