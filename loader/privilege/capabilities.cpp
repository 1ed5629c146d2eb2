// SPDX-License-Identifier: Apache-2.0
#include "loader/privilege/capabilities.hpp"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

namespace assay::loader {
namespace {

constexpr std::uint64_t bit(unsigned capability) { return std::uint64_t{1} << capability; }
constexpr std::uint64_t kKernelRights = bit(CAP_BPF) | bit(CAP_PERFMON) | bit(CAP_NET_ADMIN);

struct Sets {
  std::uint64_t effective = 0;
  std::uint64_t permitted = 0;
  std::uint64_t inheritable = 0;
};

Refusal kept(const char* what) {
  return {RefusalCode::PrivilegeKept, std::string(what) + ": " + std::strerror(errno)};
}

std::optional<Sets> sets_now() {
  __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> data{};
  if (::syscall(SYS_capget, &head, data.data()) != 0) return std::nullopt;
  const auto join = [&](auto member) {
    return data[0].*member | std::uint64_t{data[1].*member} << 32U;
  };
  return Sets{join(&__user_cap_data_struct::effective), join(&__user_cap_data_struct::permitted),
              join(&__user_cap_data_struct::inheritable)};
}

bool set(const Sets& sets) {
  __user_cap_header_struct head{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> data{};
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto half = [&](std::uint64_t all) { return static_cast<std::uint32_t>(all >> 32U * i); };
    data[i] = {half(sets.effective), half(sets.permitted), half(sets.inheritable)};
  }
  return ::syscall(SYS_capset, &head, data.data()) == 0;
}

/// Takes from what started programs may get. Who may not do that starts none that gets more than
/// its file has.
Done bound_children(std::uint64_t rights) {
  for (unsigned capability = 0; ::prctl(PR_CAPBSET_READ, capability) >= 0; ++capability) {
    const bool stays = capability < 64 && (rights & bit(capability)) != 0;
    if (stays || ::prctl(PR_CAPBSET_READ, capability) == 0) continue;
    if (::prctl(PR_CAPBSET_DROP, capability) != 0) return kept("what is started may have more");
  }
  return done();
}

}  // namespace

Done keep_kernel_rights_for_the_helper() {
  const std::optional<Sets> now = sets_now();
  if (!now) return kept("capabilities");
  if ((now->effective & bit(CAP_SETPCAP)) != 0) {
    if (Done bounded = bound_children(kKernelRights); !bounded.ok()) return bounded;
  }
  if (!set({0, now->permitted & kKernelRights, 0})) return kept("capabilities");
  return done();
}

Done keep_kernel_rights_only() {
  const std::optional<Sets> now = sets_now();
  if (!now) return kept("capabilities");
  const std::uint64_t rights = now->permitted & kKernelRights;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return kept("new privileges");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return kept("core dumps");
  if (!set({rights, rights, 0})) return kept("capabilities");
  return done();
}

}  // namespace assay::loader
