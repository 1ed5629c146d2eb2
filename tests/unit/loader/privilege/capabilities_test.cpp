// SPDX-License-Identifier: Apache-2.0
#include "loader/privilege/capabilities.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <string>

namespace assay::loader {
namespace {

constexpr std::uint64_t kAllowed = (1ULL << 39) | (1ULL << 38) | (1ULL << 12);

/// A line of /proc/self/status as a number.
std::uint64_t status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(name + ":")) return std::stoull(line.substr(name.size() + 1), nullptr, 16);
  }
  return ~0ULL;
}

/// What `act` gives in a child process, whose rights are its own.
template <class Act>
int in_child(Act act) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(act());
  int ended = 0;
  ::waitpid(child, &ended, 0);
  return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

TEST(Capabilities, WhoHandsOnHasNoneInEffectAndHandsOnThreeAtMost) {
  EXPECT_EQ(in_child([] {
              const bool may_bound = (status("CapEff") & (1ULL << 8)) != 0;  // CAP_SETPCAP
              if (!keep_kernel_rights_for_the_helper().ok()) return 1;
              if (status("CapEff") != 0 || (status("CapPrm") & ~kAllowed) != 0) return 2;
              return may_bound && (status("CapBnd") & ~kAllowed) != 0 ? 3 : 0;
            }),
            0);
}

TEST(Capabilities, TheHelperKeepsThreeAtMostAndGainsNone) {
  EXPECT_EQ(in_child([] {
              const std::uint64_t before = status("CapPrm");
              if (!keep_kernel_rights_only().ok()) return 1;
              if (status("CapEff") != (before & kAllowed)) return 2;
              if (status("CapPrm") != (before & kAllowed)) return 3;
              if (::prctl(PR_GET_DUMPABLE) != 0) return 4;
              return ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 5;
            }),
            0);
}

}  // namespace
}  // namespace assay::loader
