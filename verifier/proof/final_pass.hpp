// SPDX-License-Identifier: Apache-2.0
// The final pass: the only code that says accept.
//
// It walks each block once for each of its states and checks every obligation, the inclusion of
// every arrival in the invariant that it names, and every measure. It does not join, widen, narrow,
// prune or search: what it is handed either proves the program or does not.
#pragma once

#include <optional>
#include <vector>

#include "verifier/proof/invariant.hpp"
#include "verifier/proof/ranking.hpp"
#include "verifier/proof/walk.hpp"

namespace assay {

struct PassResult {
  bool safe = false;              // every obligation and every inclusion holds
  std::vector<Finding> refusals;  // empty when safe
  std::vector<ProofEdge> edges;   // of the graph of invariants
  Basis basis;                    // what the walks rest on
  std::vector<std::uint64_t>
      exits;  // per invariant: most instructions of a path that ends the program
};

/// Safety: obligations and inclusions.
[[nodiscard]] PassResult check_invariants(const Environment& env, const CutPoints& cuts,
                                          const Invariants& invariants, std::uint64_t max_steps);

/// Termination and cost: the most instructions that a run executes, saturating; nothing when the
/// measures do not break every cycle.
[[nodiscard]] std::optional<std::uint64_t> check_termination(const Invariants& invariants,
                                                             const PassResult& pass,
                                                             const std::vector<Measure>& measures);

}  // namespace assay
