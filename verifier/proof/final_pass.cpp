// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/final_pass.hpp"

#include "verifier/obligation/usual_repair.hpp"
#include "verifier/proof/well_formed.hpp"

namespace assay {

PassResult check_invariants(const Environment& given, const CutPoints& cuts,
                            const Invariants& invariants, std::uint64_t max_steps) {
  PassResult result;
  StackUse stack_use;
  Environment env = given;
  env.stack_use = &stack_use;
  env.basis = &result.basis;
  const auto refuse_proof = [&](std::uint32_t slot, const std::string& why) {
    Finding f{
        ErrorCode::ProofNotClosed,
        slot,
        "nothing unsafe was found, but Assay's second look did not confirm the proof that the "
        "first had found, and only what it confirms is accepted",
        {},
        std::string(usual_repair(ErrorCode::ProofNotClosed))};
    f.notes.push_back({slot, "for the report: " + why});
    result.refusals.push_back(std::move(f));
  };
  const ClaimLimits limits{env.symbols.peek(), entry_state(env)};
  for (const Invariant& claimed : invariants.states) {
    if (well_formed(env, claimed, limits)) continue;
    refuse_proof(0, "an invariant is not well formed");
    return result;
  }
  if (invariants.states.empty() || !includes(invariants.states[0].state, entry_state(env)) ||
      invariants.states[0].place != Place{}) {
    refuse_proof(0, "the first invariant does not include the entry state");
    return result;
  }
  for (std::uint32_t i = 0; i < invariants.states.size(); ++i) {
    const Invariant& from = invariants.states[i];
    WalkResult walked = walk(env, cuts, from.state, from.place.slot, max_steps);
    result.exits.push_back(walked.longest_exit);
    if (walked.too_long)
      refuse_proof(from.place.slot, "the code from here has too many branches between merges");
    for (Finding& f : walked.refusals) result.refusals.push_back(std::move(f));
    if (walked.arrivals.size() != from.targets.size()) {
      refuse_proof(from.place.slot, "the invariants do not name a target for every path");
      continue;
    }
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      Arrival& arrival = walked.arrivals[a];
      const std::uint32_t to = from.targets[a];
      const bool placed = to < invariants.states.size() &&
                          invariants.states[to].place == place_of(arrival.state, arrival.slot);
      arrival.state.settle();
      auto map = placed ? includes(invariants.states[to].state, arrival.state) : std::nullopt;
      if (!map) {
        refuse_proof(arrival.slot,
                     "the state that arrives here is not included in the invariant that was named");
        continue;
      }
      result.edges.push_back(
          {i, to, arrival.instructions, std::move(*map), std::move(arrival.state.knowledge)});
    }
  }
  if (result.refusals.empty()) {
    if (auto r = stack_use.check(env.program, env.contract))
      result.refusals.push_back(std::move(*r));
  }
  result.safe = result.refusals.empty();
  return result;
}

}  // namespace assay
