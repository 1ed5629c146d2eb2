// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/weaken.hpp"

#include "verifier/engine/join.hpp"

namespace assay {
namespace {

constexpr int kRounds = 12;

/// One round over all edges; true when something was taken back.
bool weaken_once(const Environment& env, const CutPoints& cuts, Invariants& invariants,
                 std::uint64_t max_steps, Deducer& deducer) {
  bool weakened = false;
  const std::vector<Invariant> before = invariants.states;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Invariant& from = before[i];
    std::vector<DeductionStep>& steps = invariants.states[i].steps;
    steps.clear();
    deducer.record_into(&steps);
    WalkResult walked = walk_from(env, cuts, from, max_steps);
    if (walked.arrivals.size() != from.targets.size()) return false;
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      deducer.at(moment_of_arrival(walked, a));
      State& arrival = walked.arrivals[a].state;
      arrival.settle();
      weakened = take_back(invariants.states[from.targets[a]].state, arrival) || weakened;
    }
  }
  return weakened;
}

}  // namespace

void weaken_until_inductive(const Environment& env, const CutPoints& cuts, Invariants& invariants,
                            std::uint64_t max_steps, Deducer& deducer) {
  for (int round = 0; round < kRounds && weaken_once(env, cuts, invariants, max_steps, deducer);
       ++round) {
  }
  deducer.record_into(nullptr);
}

}  // namespace assay
