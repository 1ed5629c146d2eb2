// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/releases.hpp"

#include <utility>

namespace assay::loader {

Done make_room(Releases& releases, const std::string& package, const std::set<std::string>& kept,
               Seconds now) {
  if (releases.contains(package) || releases.size() < kMostReleases) return done();
  const auto use = [&](const auto& entry) {
    return std::pair(now < entry->second.expires, entry->second.issued);
  };
  auto least = releases.end();
  for (auto one = releases.begin(); one != releases.end(); ++one) {
    if (kept.contains(one->first)) continue;
    if (least == releases.end() || use(one) < use(least)) least = one;
  }
  if (least == releases.end()) return Refusal{RefusalCode::StatementsFull, "release/" + package};
  releases.erase(least);
  return done();
}

}  // namespace assay::loader
