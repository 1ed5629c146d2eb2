// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/weaken.hpp"

#include <algorithm>

#include "verifier/domain/inclusion.hpp"
#include "verifier/engine/join.hpp"
#include "verifier/engine/partition.hpp"

namespace assay {
namespace {

constexpr int kRounds = 12;         // in which something is taken back
constexpr int kFurtherRounds = 88;  // in which something is claimed anew
/// More claims than this are not made: what opens so much was not found by the search.
constexpr std::size_t kMostNewClaims = 64;

/// What a round over all edges came to.
enum class Round : std::uint8_t { Stable, TakenBack, ClaimedAnew };

class Weakening {
 public:
  Weakening(const Environment& env, const CutPoints& cuts, Invariants& invariants,
            std::uint64_t max_steps, Deducer& deducer)
      : env_(env),
        cuts_(cuts),
        invariants_(invariants),
        max_steps_(max_steps),
        deducer_(deducer),
        most_(invariants.states.size() + kMostNewClaims) {}

  Round round() {
    Round result = Round::Stable;
    const std::vector<Invariant> before = invariants_.states;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const Invariant& from = before[i];
      std::vector<DeductionStep>& steps = invariants_.states[i].steps;
      steps.clear();
      deducer_.record_into(&steps);
      WalkResult walked = walk_from(env_, cuts_, from, max_steps_);
      if (walked.arrivals.size() != from.targets.size()) {
        if (invariants_.states.size() > most_ || walked.too_long) return Round::Stable;
        if (retarget(i)) result = Round::ClaimedAnew;
        continue;
      }
      bool differs = false;
      for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
        deducer_.at(moment_of_arrival(walked, a));
        State& arrival = walked.arrivals[a].state;
        arrival.settle();
        const TakenBack taken = take_back(invariants_.states[from.targets[a]].state, arrival);
        differs = differs || taken == TakenBack::ValuesDiffer;
        if (taken == TakenBack::Something && result == Round::Stable) result = Round::TakenBack;
      }
      if (differs && retarget(i)) result = Round::ClaimedAnew;
    }
    return result;
  }

 private:
  /// A claim that was taken back has opened a branch, or what arrives is no longer what its target
  /// says: the paths from there are given targets again. False where they are the same.
  bool retarget(std::size_t index) {
    deducer_.record_into(nullptr);
    const Invariant from = invariants_.states[index];
    WalkResult walked = walk(env_, cuts_, {from.state, from.place.slot}, max_steps_);
    std::vector<std::uint32_t> targets;
    for (Arrival& arrival : walked.arrivals) {
      restrict_to_live(arrival.state, arrival.slot, relevance(), env_.symbols);
      targets.push_back(target_of(std::move(arrival)));
    }
    if (targets == from.targets) return false;
    invariants_.states[index].targets = std::move(targets);
    return true;
  }

  /// The invariant that includes what arrives: one that is there, or a new one.
  std::uint32_t target_of(Arrival arrival) {
    const Place place = place_of(arrival.state, arrival.slot);
    const auto it = std::ranges::find_if(invariants_.states, [&](const Invariant& claimed) {
      return claimed.place == place && includes(claimed.state, arrival.state).has_value();
    });
    const auto n = static_cast<std::uint32_t>(it - invariants_.states.begin());
    if (it == invariants_.states.end())
      invariants_.states.push_back({place, std::move(arrival.state), {}, {}});
    return n;
  }

  const std::vector<Relevance>& relevance() {
    if (relevance_.empty()) relevance_ = relevance_of(env_.program, env_.contract);
    return relevance_;
  }

  const Environment& env_;
  const CutPoints& cuts_;
  Invariants& invariants_;
  std::uint64_t max_steps_;
  Deducer& deducer_;
  std::size_t most_;
  std::vector<Relevance> relevance_;
};

}  // namespace

void weaken_until_inductive(const Environment& env, const CutPoints& cuts, Invariants& invariants,
                            std::uint64_t max_steps, Deducer& deducer) {
  Weakening weakening(env, cuts, invariants, max_steps, deducer);
  int rounds = kRounds;
  int further = kFurtherRounds;
  while (rounds > 0 && further > 0) {
    const Round came_to = weakening.round();
    if (came_to == Round::Stable) break;
    if (came_to == Round::TakenBack) --rounds;
    if (came_to == Round::ClaimedAnew) --further;
  }
  deducer.record_into(nullptr);
}

}  // namespace assay
