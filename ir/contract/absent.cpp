// SPDX-License-Identifier: Apache-2.0
// Read from eBPF for Windows 1.6.0: include/bpf_helper_defs.h and include/ebpf_nethooks.h declare
// these helpers.
#include "ir/contract/absent.hpp"

#include <array>
#include <map>
#include <string_view>
#include <vector>

#include "ir/contract/linux_tables.hpp"

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

/// A helper whose row stands with the only hooks that have it.
struct OfOneHook {
  Platform platform{};
  std::uint32_t id = 0;
  std::string_view name;
};
constexpr std::array kOfOneHook = {
    OfOneHook{Platform::Linux, 73, "lwt_push_encap"},
    OfOneHook{Platform::Windows, 26, "get_socket_cookie"},
};

using Names = std::map<std::uint32_t, std::string>;

std::vector<Helper> helpers_of(Platform platform) {
  switch (platform) {
    case Platform::Linux: {
      std::vector<Helper> all = {tables::linux_perf_event_output()};
      for (const auto& list : {tables::linux_base_helpers(), tables::linux_socket_base_helpers(),
                               tables::linux_skb_helpers(), tables::linux_socket_helpers(),
                               tables::linux_xdp_helpers(), tables::linux_tracing_helpers(),
                               tables::linux_lirc_helpers()}) {
        all.insert(all.end(), list.begin(), list.end());
      }
      return all;
    }
    case Platform::Windows:
      return tables::windows_general_helpers();
    case Platform::Generic:
      return {};
  }
  internal_fault(__FILE__, __LINE__, "not a platform");
}

Names names_of(Platform platform) {
  Names names;
  for (const Helper& helper : helpers_of(platform)) names.try_emplace(helper.id, helper.name);
  for (const OfOneHook& helper : kOfOneHook) {
    if (helper.platform == platform) names.try_emplace(helper.id, helper.name);
  }
  return names;
}

/// Made once: a search asks for a name each time that it meets such a call.
const Names& names_on(Platform platform) {
  static const Names linux_names = names_of(Platform::Linux);
  static const Names windows_names = names_of(Platform::Windows);
  static const Names none;
  switch (platform) {
    case Platform::Linux:
      return linux_names;
    case Platform::Windows:
      return windows_names;
    case Platform::Generic:
      return none;
  }
  internal_fault(__FILE__, __LINE__, "not a platform");
}

}  // namespace

std::string helper_name(Platform platform, std::uint32_t id) {
  const Names& names = names_on(platform);
  const auto found = names.find(id);
  return found == names.end() ? std::string{} : found->second;
}

std::string why_absent(const Contract& contract, std::uint32_t id) {
  if (find_helper(contract, id) != nullptr) return {};
  for (const Absent& absent : kAbsent) {
    if (absent.id == id && contract.name.starts_with(absent.hooks)) return std::string(absent.why);
  }
  return {};
}

}  // namespace assay
