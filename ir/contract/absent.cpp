// SPDX-License-Identifier: Apache-2.0
// Read from eBPF for Windows 1.6.0: include/bpf_helper_defs.h and include/ebpf_nethooks.h declare
// these helpers.
#include "ir/contract/absent.hpp"

#include <array>
#include <string_view>

namespace assay {
namespace {

struct Absent {
  std::uint32_t id = 0;
  std::string_view hooks;  // the beginning of the contracts' names
  std::string_view why;
};

constexpr std::array kAbsent = {
    // libs/execution_context/ebpf_core.c, _ebpf_general_helpers: null addresses.
    Absent{26, "windows/", "'get_socket_cookie' has a function at the sock_addr hooks alone"},
    Absent{35, "windows/", "'redirect_map' has no function in this version of the platform"},
    // netebpfext/net_ebpf_ext_program_info.h: no prototype.
    Absent{65536, "windows/sock_addr",
           "'sock_addr_get_current_pid_tgid' is declared and no hook offers it; "
           "'get_current_pid_tgid' does the same"},
};

}  // namespace

std::string why_absent(const Contract& contract, std::uint32_t id) {
  if (find_helper(contract, id) != nullptr) return {};
  for (const Absent& absent : kAbsent) {
    if (absent.id == id && contract.name.starts_with(absent.hooks)) return std::string(absent.why);
  }
  return {};
}

}  // namespace assay
