// SPDX-License-Identifier: Apache-2.0
// What a person is told about a loop that has no measure, or makes too many rounds.
#pragma once

#include "verifier/engine/measures.hpp"
#include "verifier/proof/walk.hpp"

namespace assay {

/// Where a person sees the loop with this head: the test that leaves it, at its head or where it
/// goes back to its head (a compiler may turn a loop around), and of several the first in the
/// source. Without such a test the jump back.
[[nodiscard]] std::uint32_t loop_test(const Program& program, const CutPoints& cuts,
                                      std::uint32_t head);

/// The head of the outermost loop that the states, one at least, go around.
[[nodiscard]] std::uint32_t outermost_head(const CutPoints& cuts, const Invariants& invariants,
                                           const std::vector<std::uint32_t>& states);

/// LoopNotProved for the loop with this head.
[[nodiscard]] Finding loop_not_proved(const Program& program, const CutPoints& cuts,
                                      std::uint32_t head);

/// Repairs of findings at places that loops move: an access whose offset is another in each round
/// is tested in each round. `findings` are of the program.
void repair_in_loops(const Program& program, const Contract& contract,
                     std::vector<Finding>& findings);

/// The worst case of a program and what the contract allows, in instructions.
struct Budget {
  std::uint64_t worst = 0;
  std::uint64_t allowed = 0;
};
/// BudgetExceeded, at the loop that makes the most rounds.
[[nodiscard]] Finding budget_exceeded(const Program& program, const CutPoints& cuts,
                                      const Invariants& invariants,
                                      const std::vector<RankedLoop>& loops, const Budget& budget);

}  // namespace assay
