// SPDX-License-Identifier: Apache-2.0
// The search for invariants: bounded sets of states at cut points, merged and widened until stable.
//
// Nothing here is trusted. Whatever it delivers is checked again by verifier/proof.
#pragma once

#include <vector>

#include "verifier/engine/deducer.hpp"
#include "verifier/engine/partition.hpp"
#include "verifier/engine/refusal.hpp"

namespace assay {

/// What a search does where an obligation fails.
enum class OnRefusal : std::uint8_t {
  Stop,  // the program is not proved on this rung
  GoOn,  // as if it had held, for all faults (continuation.hpp)
};

/// One rung of the ladder: how hard to search.
struct SearchPlan {
  std::size_t states_per_merge = 8;  // kept apart at a merge before the closest are merged
  std::size_t states_per_head = 4;   // the same at a loop head, for states that enter the loop
  std::size_t peeled = 0;            // states kept apart per loop head before back edges are merged
  /// First rounds of a loop that even a state that includes them does not swallow.
  std::size_t rounds_apart = 0;
  NullnessApart nullness = NullnessApart::LikeConstants;
  std::size_t max_states = 20000;     // in all
  std::uint64_t max_steps = 2000000;  // transfers in all
  std::size_t max_parts = 1000000;    // symbols, bounds and cells in all; some hundred bytes each
  std::uint64_t max_work = 4000000;   // of comparing and merging; a third of a microsecond each
  OnRefusal on_refusal = OnRefusal::Stop;
};

/// A transfer costs about as much as so much work of comparing and merging.
inline constexpr std::uint64_t kWorkOfAStep = 75;

/// Which numbers of its plan a search was decided by: others would have made another one.
struct Choices {
  bool at_merges = false;  // states were merged because a merge was full
  bool at_heads = false;   // the same at a loop head, of states that enter the loop
  bool peeled = false;     // a state that came round was merged
  bool came_round = false;
  /// Two states were compared with a pointer that is null in one and not in the other.
  bool nullness = false;
};

struct SearchResult {
  bool complete = false;  // false: a limit was reached, or a loop that is unrolled repeats itself
  Invariants invariants;  // none where the search went on behind refusals
  std::vector<Unmet> unmet;  // obligations that failed on the way, one a fault
  std::uint64_t states = 0;
  std::uint64_t effort = 0;              // steps and work, in units of work
  std::optional<std::uint32_t> endless;  // the head of the loop that repeats itself
  Choices choices;
};

/// Requires that `env` asks `deducer`, whose work counts, and that `relevance` is that of the
/// program. The invariants have the steps beyond the base rule that the search took on the same
/// walks, for a final pass with the symbols of `env`.
[[nodiscard]] SearchResult search_invariants(const Environment& env, const CutPoints& cuts,
                                             const std::vector<Relevance>& relevance,
                                             const SearchPlan& plan, Deducer& deducer);

}  // namespace assay
