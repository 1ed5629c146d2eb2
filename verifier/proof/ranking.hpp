// SPDX-License-Identifier: Apache-2.0
// Ranking on the graph of invariants: does a measure fall, and how many instructions can a run
// execute.
//
// Lexicographic linear ranking after Alias, Darte, Feautrier, Gonnord (Multi-dimensional rankings,
// program termination, and complexity bounds of flowchart programs, 2010), checked edge by edge.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "verifier/proof/graph_parts.hpp"
#include "verifier/proof/invariant.hpp"
#include "verifier/proof/replay.hpp"

namespace assay {

/// Most measures one inside another, as loops nest: each breaks what those around it leave.
inline constexpr int kMostNestedMeasures = 32;

/// A measure at both ends of an edge.
struct MeasureEnds {
  Term from;  // over the symbols of the edge's first state
  Term to;    // over those of its last
};
/// What a measure does on an edge: the least fall at Pace::Falls, and 1 or 0 at the others for a
/// step of the pace or none. Nothing when the measure may rise or cannot be read.
[[nodiscard]] std::optional<Int128> fall_on(const ProofEdge& edge, const MeasureEnds& ends,
                                            Pace pace);

/// How a measure ranks one part: which edges fall, and how often they can be taken in all.
struct Ranked {
  ProofEdges falling;
  ProofEdges rest;              // the other edges of the part
  std::uint64_t crossings = 0;  // saturating
};
/// Nothing when the measure is not one of just this part's states, some edge of the part may rise,
/// or none falls.
[[nodiscard]] std::optional<Ranked> rank_part(const Invariants& invariants, const GraphPart& part,
                                              const Measure& measure);

/// Termination and cost: the most instructions that a run executes, saturating; nothing when the
/// measures do not break every cycle. `replay`, whom the states and edges ask, is given the steps
/// of the measure at hand.
[[nodiscard]] std::optional<std::uint64_t> check_termination(const Invariants& invariants,
                                                             const ProofGraph& graph,
                                                             const std::vector<Measure>& measures,
                                                             Replay& replay);

[[nodiscard]] std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b);
[[nodiscard]] std::uint64_t saturating_multiply(std::uint64_t a, std::uint64_t b);

}  // namespace assay
