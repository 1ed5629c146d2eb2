// SPDX-License-Identifier: Apache-2.0
// How the state is shared out, in bytes of its text, so that whoever may fill one part keeps
// nothing that matters more from being written (docs/adr/0065-the-state-is-shared-out-in-bytes.md).
// Each number is how far the whole state may be filled for that.
#pragma once

#include <cstddef>

#include "loader/state/state.hpp"

namespace assay::loader {

inline constexpr std::size_t kStatePart = kLongestState / 64;

/// Packages; releases and downgrades of what is not here.
inline constexpr std::size_t kForPackages = 48 * kStatePart;
/// Kill switches of what is not here, by statements.
inline constexpr std::size_t kForOtherKills = 54 * kStatePart;
/// Statements on what is here.
inline constexpr std::size_t kForStatements = 55 * kStatePart;
/// Root documents that name packages which the state does not. The rest is for kill switches of
/// administrators of this host, and for quarantines.
inline constexpr std::size_t kForRoots = 56 * kStatePart;

/// What counters of one kind of matter, with the kill switches that they are of, may come to.
inline constexpr std::size_t kForEachKind = kLongestState / 6;

}  // namespace assay::loader
