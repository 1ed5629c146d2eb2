// SPDX-License-Identifier: Apache-2.0
// Why the final pass does not confirm what the search claims, as data.
#pragma once

#include <cstdint>
#include <variant>

#include "verifier/obligation/gap.hpp"
#include "verifier/transfer/stack_use.hpp"

namespace assay {

/// What does not close.
enum class Unclosed : std::uint8_t {
  IllFormed,         // an invariant breaks the rules of well_formed.hpp
  EntryNotIncluded,  // the first invariant does not include the entry state
  TooManyBranches,   // the code between merges branches too often
  TargetsMissing,    // a path has no target
  NotIncluded,       // a state that arrives is not included in the invariant that is named
};
struct NotClosed {
  std::uint32_t slot = 0;
  Unclosed why{};
};

using Failure = std::variant<Unmet, ChainTooDeep, NotClosed>;

}  // namespace assay
