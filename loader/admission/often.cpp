// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/often.hpp"

namespace assay::loader {

bool Often::is_told(const std::string& who, RefusalCode code) {
  const std::pair key(who, code);
  const bool room = seen_.contains(key) || seen_.size() < kMostKinds;
  std::uint64_t& times = seen_[room ? key : std::pair(std::string("others"), code)];
  return ++times <= kToldEach;
}

std::vector<Often::Untold> Often::take() {
  std::vector<Untold> untold;
  for (const auto& [kind, times] : seen_) {
    if (times > kToldEach) untold.push_back({kind.first, kind.second, times - kToldEach});
  }
  seen_.clear();
  return untold;
}

}  // namespace assay::loader
