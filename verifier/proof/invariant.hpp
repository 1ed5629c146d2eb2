// SPDX-License-Identifier: Apache-2.0
// What the engine must deliver, as plain data: states at cut points, where each path from one of
// them arrives, and measures. The final pass reads this and nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/domain/state.hpp"

namespace assay {

/// A place at which states are kept: the call chain (return slots of all frames but the entry's)
/// and the slot about to be executed.
struct Place {
  std::vector<std::uint32_t> chain;
  std::uint32_t slot = 0;
  auto operator<=>(const Place&) const = default;
};
[[nodiscard]] Place place_of(const State& state, std::uint32_t slot);

/// One abstract state at a place. `targets` names, for each path from here to the next cut points
/// in the order in which the walk finds them, the invariant that includes the state that arrives.
struct Invariant {
  Place place;
  State state;
  std::vector<std::uint32_t> targets;     // indices into Invariants::states
  std::vector<DeductionStep> steps = {};  // of the walk from here (walk.hpp); moments ascend
};

struct Invariants {
  std::vector<Invariant> states;  // states[0] includes the entry state
};

/// How a measure moves on the edges that it breaks.
enum class Pace : std::uint8_t {
  Falls,    // by at least 1, read as a signed number
  Halves,   // from at least 1 to at most one half, unsigned: its bit length falls
  Shrinks,  // from at least 1 to at most two thirds, unsigned, as the sum of Euclid's two numbers
            // does
};

/// One component of a lexicographic ranking: a term for every state of one strongly connected part,
/// which it names by these states. Read over the integers it never rises on an edge of the part,
/// moves at its pace on some, and these are taken away before the rest is ranked.
struct Measure {
  Pace pace = Pace::Falls;
  std::vector<std::pair<std::uint32_t, Term>> terms;  // by state, which ascend
  std::vector<DeductionStep> steps = {};              // that show it; without moments
};

/// What the search claims of a program: that it stays in these states, and that these measures end
/// its loops.
struct Claims {
  Invariants invariants;
  std::vector<Measure> measures;
};

}  // namespace assay
