// SPDX-License-Identifier: Apache-2.0
// The search for measures on the graph of invariants that the final pass left.
//
// Nothing here is trusted: prove() judges what it delivers.
#pragma once

#include <vector>

#include "verifier/engine/deducer.hpp"
#include "verifier/proof/ranking.hpp"

namespace assay {

/// A cycle that has a measure: its states, and how many rounds the measure allows (saturating).
struct RankedLoop {
  std::vector<std::uint32_t> states;
  std::uint64_t rounds = 0;
};

struct FoundMeasures {
  std::vector<Measure> measures;        // a part's before those of the parts inside it
  std::vector<std::uint32_t> unranked;  // states of the first cycle without a measure; empty: none
  bool too_deep = false;                // more than kMostNestedMeasures would be needed
  bool exhausted = false;               // the work was used up before the search ended
  std::vector<RankedLoop> loops;        // of the most rounds in all, from the outermost inwards
};

/// Enough for the measures of any one program that a person would write.
inline constexpr std::uint64_t kMostMeasureWork = 300000;

/// Measures for every cycle of the graph, where they can be found by trying candidates on
/// `most_work` edges in all, each with the steps that show it. Requires that states and edges ask
/// `deducer`.
[[nodiscard]] FoundMeasures search_measures(const Invariants& invariants, const ProofGraph& graph,
                                            Deducer& deducer,
                                            std::uint64_t most_work = kMostMeasureWork);

}  // namespace assay
