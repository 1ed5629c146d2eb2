// SPDX-License-Identifier: Apache-2.0
// Join and widening of two states of one place.
//
// A symbol of the result stands for a pair of terms, one a side (affine hull of Karr 1976, found
// one symbol at a time): affine equalities between values survive where both sides share them. Then
// facts join or widen, and bounds stay that hold on both sides. The engine uses this; the final
// pass does not, it checks inclusion anew.
#pragma once

#include <cstdint>
#include <span>

#include "verifier/domain/state.hpp"

namespace assay {

enum class Merge : std::uint8_t {
  Join,      // facts and bounds of either side
  Widen,     // unstable ranges go to thresholds, unstable bounds go
  WidenTop,  // unstable ranges go to the end at once
};

/// What a merge ties to what tells its sides apart.
enum class Ties : std::uint8_t {
  None,
  Bounds,  // what one side alone knows (ties.hpp)
  Ranges,  // where a loop comes round: the ranges of numbers, to a number of rounds (merged_bounds)
};

/// How two states merge. `thresholds` ascend.
struct MergePlan {
  Merge merge = Merge::Join;
  std::span<const std::uint64_t> thresholds;
  Ties ties = Ties::None;  // where they join; what widens has none
};

/// Only bytes initialised in both stay so.
void keep_initialised_of(Stack& stack, const Stack& other);

/// A state that includes both; `old` is the one that a widening starts from. Requires
/// same_skeleton.
[[nodiscard]] State merge_states(const State& old, const State& next, const MergePlan& plan,
                                 SymbolSupply& supply);

enum class TakenBack : std::uint8_t {
  Nothing,       // all of it follows
  Something,     // facts, links or bounds
  ValuesDiffer,  // so that nothing can be taken which would make it follow
};
/// Takes from `target` what inclusion.hpp cannot show to follow from `source`, where the values
/// match.
TakenBack take_back(State& target, const State& source);

}  // namespace assay
