// SPDX-License-Identifier: Apache-2.0
// Linux helpers of the XDP program type.
#include "ir/contract/linux_tables.hpp"

namespace assay::tables {

std::vector<Helper> linux_xdp_helpers() {
  return {
      Row(44, "xdp_adjust_head", {context, any32}).gives_int().moves_packet(),
      Row(51, "redirect_map", {map, any, any})
          .gives_int()
          .kinds({kLinuxDevMap, kLinuxCpuMap, kLinuxXskMap, kLinuxDevMapHash}),
      Row(54, "xdp_adjust_meta", {context, any32}).gives_int().moves_packet(),
      Row(65, "xdp_adjust_tail", {context, any32}).gives_int().moves_packet(),
      Row(188, "xdp_get_buff_len", {context}).gives_u32(),
      Row(189, "xdp_load_bytes", {context, any32, writes, size32})
          .gives_error()
          .initialises(Initialises::AllOnSuccess),
      Row(190, "xdp_store_bytes", {context, any32, reads, size32}).gives_error(),
  };
}

}  // namespace assay::tables
