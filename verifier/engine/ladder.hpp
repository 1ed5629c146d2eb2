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
                                             .max_work = 4'000'000};
/// Loops are unrolled, round by round.
inline constexpr SearchPlan kUnroll{.states_per_merge = 32,
                                    .states_per_head = 8,
                                    .peeled = 600,
                                    .rounds_apart = 0,
                                    .max_states = 6'000,
                                    .max_steps = 600'000,
                                    .max_parts = 500'000,
                                    .max_work = 1'000'000};

inline constexpr std::array kLadder{kJoinAtOnce, kKeepNullnessApart, kKeepFewApart,
                                    kKeepRoundsApart, kUnroll};

/// The limits of the rungs are those of a program of 64 KiB; none has more than so many times as
/// much.
inline constexpr std::size_t kSlotsOfLimits = 8192;
inline constexpr std::size_t kMostTimesTheLimits = 8;

/// The rungs that differ for a program: without loops the last does what the one before it did. A
/// larger program may cost as many times as much as it begins a further 64 KiB, up to 512 KiB.
[[nodiscard]] inline std::vector<SearchPlan> ladder_for(const CutPoints& cuts,
                                                        const Program& program) {
  std::vector<SearchPlan> ladder(kLadder.begin(), kLadder.end());
  bool loops = false;
  for (std::uint32_t slot = 0; slot < program.instructions.size(); ++slot)
    loops = loops || cuts.flow_at(slot).loop_head;
  if (!loops) ladder.pop_back();
  const std::size_t times = std::clamp<std::size_t>(
      (program.instructions.size() + kSlotsOfLimits - 1) / kSlotsOfLimits, 1, kMostTimesTheLimits);
  for (SearchPlan& plan : ladder) {
    plan.max_states *= times;
    plan.max_steps *= times;
    plan.max_parts *= times;
    plan.max_work *= times;
  }
  return ladder;
}

}  // namespace assay
