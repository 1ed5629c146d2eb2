// SPDX-License-Identifier: Apache-2.0
// The releases that a host has heard of, so that packages which they name may come. There are no
// more than a host can use.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "loader/base/outcome.hpp"
#include "loader/sign/statement.hpp"

namespace assay::loader {

/// Statements that are releases, by package: the last of each.
using Releases = std::map<std::string, Statement>;

inline constexpr std::size_t kMostReleases = 256;

/// Frees a place for the release of `package`, where all are taken: of those that are not for one
/// of `kept` an expired one goes first, then the one that was made first. StatementsFull where all
/// are kept.
[[nodiscard]] Done make_room(Releases& releases, const std::string& package,
                             const std::set<std::string>& kept, Seconds now);

}  // namespace assay::loader
