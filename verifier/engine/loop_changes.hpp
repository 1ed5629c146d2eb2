// SPDX-License-Identifier: Apache-2.0
// What the registers and stack variables do in one round of a loop, in words.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/proof/graph_parts.hpp"
#include "verifier/proof/walk.hpp"

namespace assay {

/// A cycle in the graph of invariants.
struct LoopStates {
  std::uint32_t head = 0;             // slot
  std::vector<std::uint32_t> states;  // indices into Invariants::states, one at least, ascending
};

/// A note for each of the values (a few at most) that differ from round to round: by how much, in
/// which range they are when a round begins, and why that is no bound. It points at the instruction
/// of the loop that writes the value. Never empty.
[[nodiscard]] std::vector<Note> changes_in_loop(const Program& program,
                                                const Invariants& invariants,
                                                const std::vector<ProofEdge>& edges,
                                                const LoopStates& loop);

}  // namespace assay
