// SPDX-License-Identifier: Apache-2.0
// Counts refusals of one client and code, so that nobody fills the journal with them or pushes
// older records out: the first few are told one by one, the others as a number.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "loader/base/refusal.hpp"

namespace assay::loader {

class Often {
 public:
  static constexpr std::uint64_t kToldEach = 3;
  /// Clients that are told apart; all others are one.
  static constexpr std::size_t kMostKinds = 256;

  struct Untold {
    std::string who;
    RefusalCode code{};
    std::uint64_t times = 0;
  };

  /// Whether this refusal is told by itself.
  [[nodiscard]] bool is_told(const std::string& who, RefusalCode code);
  /// What was not told since the last call; it is then told, and so are the next few of each kind.
  [[nodiscard]] std::vector<Untold> take();

 private:
  std::map<std::pair<std::string, RefusalCode>, std::uint64_t> seen_;
};

}  // namespace assay::loader
