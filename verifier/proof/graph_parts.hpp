// SPDX-License-Identifier: Apache-2.0
// Strongly connected parts of the graph of invariants, each with its own edges, so that what is
// asked of one part costs no more than that part.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/domain/inclusion.hpp"

namespace assay {

/// An edge of the graph: `map` gives the target's symbols over the source's (as the path left them
/// in `knowledge`, replacements included).
struct ProofEdge {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint64_t instructions = 0;
  SymbolMap map;
  Knowledge knowledge;
};
using ProofEdges = std::vector<const ProofEdge*>;

/// The graph of invariants, as the final pass walked it.
struct ProofGraph {
  std::vector<ProofEdge> edges;
  /// By invariant: most instructions of a path from it that ends the program; 0 without one.
  std::vector<std::uint64_t> exits;
};

/// An edge to another part, with that part's index.
struct LeavingEdge {
  const ProofEdge* edge = nullptr;
  std::uint32_t to = 0;
};

/// A strongly connected part. One state without an edge to itself is a part without edges.
struct GraphPart {
  std::vector<std::uint32_t> states;  // ascend
  ProofEdges edges;                   // between its states, in the order given
  std::vector<LeavingEdge> leaving;
};

/// The parts of the graph of `states`, which ascend, and of `edges` between them, in topological
/// order: edges lead to later parts. Takes n log n for n states and edges.
[[nodiscard]] std::vector<GraphPart> parts_of(const std::vector<std::uint32_t>& states,
                                              const ProofEdges& edges);

}  // namespace assay
