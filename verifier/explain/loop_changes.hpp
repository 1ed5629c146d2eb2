// SPDX-License-Identifier: Apache-2.0
// What the registers and stack variables do in one round of a loop, in words.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/explain/finding.hpp"
#include "verifier/proof/final_pass.hpp"

namespace assay {

/// A cycle in the graph of invariants.
struct LoopStates {
  std::uint32_t head = 0;             // slot
  std::uint32_t test = 0;             // slot: where the loop is left (loop_test)
  std::vector<std::uint32_t> states;  // indices into Invariants::states, one at least, ascending
};

/// A note for each of the values (a few at most) that differ from round to round: by how much, in
/// which range they are when a round begins, and why that is no bound. It points at the instruction
/// of the loop that writes the value. Where no value that is followed differs: what the test that
/// leaves the loop depends on, if a call or a load in it gives that, or that nothing changes.
/// `safe` asks whoever advises it what is known of the values.
[[nodiscard]] std::vector<Note> changes_in_loop(const Program& program, const Contract& contract,
                                                const SafeInvariants& safe, const LoopStates& loop);

}  // namespace assay
