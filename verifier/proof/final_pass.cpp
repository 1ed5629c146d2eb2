// SPDX-License-Identifier: Apache-2.0
// Every path from every invariant ends the program, arrives in the invariant that is named for it,
// or is refused; so what holds of each state holds of every run, by induction on its length.
#include "verifier/proof/final_pass.hpp"

#include <optional>
#include <utility>

#include "ir/isa/names_map.hpp"
#include "verifier/obligation/discharge.hpp"
#include "verifier/proof/replay.hpp"
#include "verifier/proof/well_formed.hpp"

namespace assay {
namespace {

/// What may not be claimed at all, whatever the program does.
std::optional<NotClosed> malformed(const Environment& env, const Invariants& invariants) {
  SymbolSupply symbols = env.symbols;
  const State entry =
      entry_state({env.program, env.contract, symbols, env.stack_use, env.basis, env.advisor});
  const ClaimLimits limits{env.symbols.peek(), entry};
  for (const Invariant& claimed : invariants.states) {
    if (!well_formed(env, claimed, limits)) return NotClosed{0, Unclosed::IllFormed};
  }
  if (invariants.states.empty() || !includes(invariants.states[0].state, entry) ||
      invariants.states[0].place != Place{})
    return NotClosed{0, Unclosed::EntryNotIncluded};
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
    if (walked.too_long) fail(from.place.slot, Unclosed::TooManyBranches);
    for (Unmet& unmet : walked.unmet) failures.emplace_back(std::move(unmet));
    if (walked.arrivals.size() != from.targets.size())
      return fail(from.place.slot, Unclosed::TargetsMissing);
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      replay_.at(moment_of_arrival(walked, a));
      arrive(index, from.targets[a], walked.arrivals[a]);
    }
  }

  ProofGraph graph;
  std::vector<Failure> failures;

 private:
  void fail(std::uint32_t slot, Unclosed why) { failures.emplace_back(NotClosed{slot, why}); }

  void arrive(std::uint32_t from, std::uint32_t to, Arrival& arrival) {
    const bool placed = to < invariants_.states.size() &&
                        invariants_.states[to].place == place_of(arrival.state, arrival.slot);
    arrival.state.settle();
    auto map = placed ? includes(invariants_.states[to].state, arrival.state) : std::nullopt;
    if (!map) return fail(arrival.slot, Unclosed::NotIncluded);
    arrival.state.knowledge.advise(nullptr);
    graph.edges.push_back(
        {from, to, arrival.instructions, std::move(*map), std::move(arrival.state.knowledge)});
  }

  const Environment& env_;
  const CutPoints& cuts_;
  const Invariants& invariants_;
  Replay& replay_;
};

/// The obligations of every map that an instruction names, whether or not a run comes there: a
/// loader makes all of them, and a platform looks at all of them.
void judge_maps(const Environment& env, const State& state, std::vector<Failure>& failures) {
  const auto slots = static_cast<std::uint32_t>(env.program.instructions.size());
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    const auto* wide = std::get_if<LoadImm64>(&env.program.instructions[slot]);
    if (wide == nullptr || !names_map(*wide)) continue;
    const Addressable named{static_cast<std::uint32_t>(wide->value),
                            wide->kind == WideKind::MapValue};
    if (const auto miss = discharge({env.program, env.contract, state, slot}, named))
      failures.emplace_back(Unmet{{named, *miss}, slot, state});
  }
}

}  // namespace

std::variant<SafeInvariants, std::vector<Failure>> check_invariants(const Environment& given,
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
  if (const auto failure = malformed(env, invariants)) return std::vector<Failure>{*failure};
  Edges edges(env, cuts, invariants, replay);
  for (std::uint32_t i = 0; i < invariants.states.size(); ++i) edges.add_from(i, max_steps);
  if (edges.failures.empty()) judge_maps(env, invariants.states[0].state, edges.failures);
  if (edges.failures.empty()) {
    if (const auto deep = stack_use.check(env.contract)) edges.failures.emplace_back(*deep);
  }
  if (!edges.failures.empty()) return std::move(edges.failures);
  safe.graph_ = std::move(edges.graph);
  safe.invariants_ = std::move(invariants);
  safe.first_fresh_ = env.symbols.peek();
  safe.advise(given.advisor);
  return safe;
}

void SafeInvariants::advise(Advisor* advisor) {
  for (Invariant& i : invariants_.states) i.state.knowledge.advise(advisor);
  for (ProofEdge& e : graph_.edges) e.knowledge.advise(advisor);
}

}  // namespace assay
