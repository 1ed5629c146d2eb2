// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/weaken.hpp"

#include "verifier/domain/join.hpp"

namespace assay {
namespace {

constexpr int kRounds = 12;

/// One round over all edges; true when something was taken back.
bool weaken_once(const Environment& env, const CutPoints& cuts, Invariants& invariants,
                 std::uint64_t max_steps) {
  bool weakened = false;
  for (const Invariant& from : std::vector<Invariant>(invariants.states)) {
    WalkResult walked = walk(env, cuts, from.state, from.place.slot, max_steps);
    if (walked.arrivals.size() != from.targets.size()) return false;
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      State& arrival = walked.arrivals[a].state;
      arrival.settle();
      weakened = take_back(invariants.states[from.targets[a]].state, arrival) || weakened;
    }
  }
  return weakened;
}

}  // namespace

void weaken_until_inductive(const Environment& env, const CutPoints& cuts, Invariants& invariants,
                            std::uint64_t max_steps) {
  for (int round = 0; round < kRounds && weaken_once(env, cuts, invariants, max_steps); ++round) {
  }
}

}  // namespace assay
