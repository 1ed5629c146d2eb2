// SPDX-License-Identifier: Apache-2.0
// Every path from every invariant ends the program, arrives in the invariant that is named for it,
// or is refused; so what holds of each state holds of every run, by induction on its length.
#include "verifier/proof/final_pass.hpp"

#include <optional>
#include <utility>

#include "verifier/obligation/usual_repair.hpp"
#include "verifier/proof/replay.hpp"
#include "verifier/proof/well_formed.hpp"

namespace assay {
namespace {

Finding not_closed(std::uint32_t slot, const std::string& why) {
  Finding f{ErrorCode::ProofNotClosed,
            slot,
            "nothing unsafe was found, but Assay's second look did not confirm the proof that the "
            "first had found, and only what it confirms is accepted",
            {},
            std::string(usual_repair(ErrorCode::ProofNotClosed))};
  f.notes.push_back({slot, "for the report: " + why});
  return f;
}

/// What may not be claimed at all, whatever the program does.
std::optional<Finding> malformed(const Environment& env, const Invariants& invariants) {
  SymbolSupply symbols = env.symbols;
  const State entry =
      entry_state({env.program, env.contract, symbols, env.stack_use, env.basis, env.advisor});
  const ClaimLimits limits{env.symbols.peek(), entry};
  for (const Invariant& claimed : invariants.states) {
    if (!well_formed(env, claimed, limits)) return not_closed(0, "an invariant is not well formed");
  }
  if (invariants.states.empty() || !includes(invariants.states[0].state, entry) ||
      invariants.states[0].place != Place{})
    return not_closed(0, "the first invariant does not include the entry state");
  return std::nullopt;
}

/// The edges of the graph, one walk after another, with the recorded steps and no others.
class Edges {
 public:
  /// Requires env.advisor == &replay.
  Edges(const Environment& env, const CutPoints& cuts, const Invariants& invariants, Replay& replay)
      : env_(env), cuts_(cuts), invariants_(invariants), replay_(replay) {}

  /// Walks from the invariant with that index.
  void add_from(std::uint32_t index, std::uint64_t max_steps) {
    const Invariant& from = invariants_.states[index];
    replay_.use(from.steps);
    WalkResult walked = walk_from(env_, cuts_, from, max_steps);
    graph.exits.push_back(walked.longest_exit);
    if (walked.too_long)
      refuse(from.place.slot, "the code from here has too many branches between merges");
    for (Finding& f : walked.refusals) refusals.push_back(std::move(f));
    if (walked.arrivals.size() != from.targets.size())
      return refuse(from.place.slot, "the invariants do not name a target for every path");
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      replay_.at(moment_of_arrival(walked, a));
      arrive(index, from.targets[a], walked.arrivals[a]);
    }
  }

  ProofGraph graph;
  std::vector<Finding> refusals;

 private:
  void refuse(std::uint32_t slot, const std::string& why) {
    refusals.push_back(not_closed(slot, why));
  }

  void arrive(std::uint32_t from, std::uint32_t to, Arrival& arrival) {
    const bool placed = to < invariants_.states.size() &&
                        invariants_.states[to].place == place_of(arrival.state, arrival.slot);
    arrival.state.settle();
    auto map = placed ? includes(invariants_.states[to].state, arrival.state) : std::nullopt;
    if (!map)
      return refuse(arrival.slot,
                    "the state that arrives here is not included in the invariant that was named");
    arrival.state.knowledge.advise(nullptr);
    graph.edges.push_back(
        {from, to, arrival.instructions, std::move(*map), std::move(arrival.state.knowledge)});
  }

  const Environment& env_;
  const CutPoints& cuts_;
  const Invariants& invariants_;
  Replay& replay_;
};

}  // namespace

std::variant<SafeInvariants, std::vector<Finding>> check_invariants(const Environment& given,
                                                                    const CutPoints& cuts,
                                                                    Invariants invariants,
                                                                    std::uint64_t max_steps) {
  SafeInvariants safe;
  StackUse stack_use;
  Environment env = given;
  env.stack_use = &stack_use;
  env.basis = &safe.basis_;
  Replay replay;
  env.advisor = &replay;
  if (auto refusal = malformed(env, invariants)) return std::vector{std::move(*refusal)};
  Edges edges(env, cuts, invariants, replay);
  for (std::uint32_t i = 0; i < invariants.states.size(); ++i) edges.add_from(i, max_steps);
  if (edges.refusals.empty()) {
    if (auto r = stack_use.check(env.program, env.contract))
      edges.refusals.push_back(std::move(*r));
  }
  if (!edges.refusals.empty()) return std::move(edges.refusals);
  safe.graph_ = std::move(edges.graph);
  safe.invariants_ = std::move(invariants);
  safe.advise(given.advisor);
  return safe;
}

void SafeInvariants::advise(Advisor* advisor) {
  for (Invariant& i : invariants_.states) i.state.knowledge.advise(advisor);
  for (ProofEdge& e : graph_.edges) e.knowledge.advise(advisor);
}

}  // namespace assay
