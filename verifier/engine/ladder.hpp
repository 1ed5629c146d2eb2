// SPDX-License-Identifier: Apache-2.0
// The strategies of the search, from the cheapest to the one that forgets least. Each is tried
// where those before it did not prove the program.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "verifier/engine/explore.hpp"

namespace assay {

/// States that meet are merged at once.
inline constexpr SearchPlan kJoinAtOnce{.states_per_merge = 1,
                                        .states_per_head = 1,
                                        .peeled = 1,
                                        .rounds_apart = 0,
                                        .max_states = 20'000,
                                        .max_steps = 400'000,
                                        .max_parts = 1'000'000,
                                        .max_work = 4'000'000};
/// The same, but states in which a pointer is null stay apart from those in which it is not: what
/// else they know, such as a flag that says which, stays with it.
inline constexpr SearchPlan kKeepNullnessApart{.states_per_merge = 1,
                                               .states_per_head = 1,
                                               .peeled = 1,
                                               .rounds_apart = 0,
                                               .nullness = NullnessApart::Always,
                                               .max_states = 20'000,
                                               .max_steps = 400'000,
                                               .max_parts = 500'000,
                                               .max_work = 1'500'000};
/// A few that differ in what something later depends on stay apart.
inline constexpr SearchPlan kKeepFewApart{.states_per_merge = 4,
                                          .states_per_head = 2,
                                          .peeled = 1,
                                          .rounds_apart = 0,
                                          .max_states = 20'000,
                                          .max_steps = 400'000,
                                          .max_parts = 500'000,
                                          .max_work = 1'500'000};
/// Many stay apart, and so do the first rounds of loops.
inline constexpr SearchPlan kKeepRoundsApart{.states_per_merge = 32,
                                             .states_per_head = 8,
                                             .peeled = 4,
                                             .rounds_apart = 1,
                                             .max_states = 15'000,
                                             .max_steps = 1'000'000,
                                             .max_parts = 700'000,
                                             .max_work = 4'000'000,
                                             .least_slots = 512};
/// Loops are unrolled, round by round.
inline constexpr SearchPlan kUnroll{.states_per_merge = 32,
                                    .states_per_head = 8,
                                    .peeled = 600,
                                    .rounds_apart = 0,
                                    .max_states = 6'000,
                                    .max_steps = 600'000,
                                    .max_parts = 500'000,
                                    .max_work = 1'000'000,
                                    .least_slots = 1024};

inline constexpr std::array kLadder{kJoinAtOnce, kKeepNullnessApart, kKeepFewApart,
                                    kKeepRoundsApart, kUnroll};

/// None has more than so many times the limits of a program of 64 KiB.
inline constexpr std::size_t kMostTimesTheLimits = 8;

/// The plan with the limits of a program of so many slots.
[[nodiscard]] inline SearchPlan limited_to(SearchPlan plan, std::size_t slots) {
  const std::size_t begun = (slots + kSlotsOfLimits - 1) / kSlotsOfLimits;
  // In slots: a large program has those of whole times 64 KiB, a small one its own and some more.
  const std::size_t worth = slots > kSlotsOfLimits
                                ? kSlotsOfLimits * std::min(begun, kMostTimesTheLimits)
                                : std::min(kSlotsOfLimits, slots + plan.least_slots);
  for (auto* const limit : {&plan.max_states, &plan.max_steps, &plan.max_parts, &plan.max_work})
    *limit = *limit * worth / kSlotsOfLimits;
  return plan;
}

/// The rungs that differ for a program: without loops the last does what the one before it did. A
/// larger program may cost as many times as much as it begins a further 64 KiB, up to 512 KiB.
[[nodiscard]] inline std::vector<SearchPlan> ladder_for(const CutPoints& cuts,
                                                        const Program& program) {
  std::vector<SearchPlan> ladder(kLadder.begin(), kLadder.end());
  bool loops = false;
  for (std::uint32_t slot = 0; slot < program.instructions.size(); ++slot)
    loops = loops || cuts.flow_at(slot).loop_head;
  if (!loops) ladder.pop_back();
  for (SearchPlan& plan : ladder) plan = limited_to(plan, program.instructions.size());
  return ladder;
}

}  // namespace assay
