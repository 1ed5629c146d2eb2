// SPDX-License-Identifier: Apache-2.0
// The final pass over safety: obligations and inclusions.
//
// It walks each block once for each of its states and checks every obligation, and the inclusion of
// every arrival in the invariant that it names. It does not join, widen, narrow, prune or search:
// what it is handed either closes or does not. Termination and the budget are proof.hpp's.
#pragma once

#include <variant>
#include <vector>

#include "verifier/proof/failure.hpp"
#include "verifier/proof/graph_parts.hpp"
#include "verifier/proof/invariant.hpp"
#include "verifier/proof/walk.hpp"

namespace assay {

class SafeInvariants;

/// Checks `invariants`, whose states[0] must include the entry state. `max_steps` bounds the
/// transfers of each walk. Beyond the base rule it takes the
/// recorded steps, and no others; env.advisor is not asked. Gives them back as safe, or what does
/// not hold (never empty).
[[nodiscard]] std::variant<SafeInvariants, std::vector<Failure>> check_invariants(
    const Environment& env, const CutPoints& cuts, Invariants invariants, std::uint64_t max_steps);

/// Invariants of which every obligation and every inclusion holds. Only check_invariants makes one.
class SafeInvariants {
 public:
  [[nodiscard]] const Invariants& invariants() const { return invariants_; }
  [[nodiscard]] const ProofGraph& graph() const { return graph_; }
  /// What the walks rest on.
  [[nodiscard]] const Basis& basis() const { return basis_; }
  /// The number from which each walk numbered its new symbols, as the recorded steps name them.
  [[nodiscard]] std::uint32_t first_fresh() const { return first_fresh_; }
  /// Whom the states and edges ask from now on; check_invariants leaves env.advisor.
  void advise(Advisor* advisor);

 private:
  friend std::variant<SafeInvariants, std::vector<Failure>> check_invariants(
      const Environment& env, const CutPoints& cuts, Invariants invariants,
      std::uint64_t max_steps);
  friend class Proof;  // takes them over
  SafeInvariants() = default;

  Invariants invariants_;
  ProofGraph graph_;
  Basis basis_;
  std::uint32_t first_fresh_ = 0;
};

}  // namespace assay
