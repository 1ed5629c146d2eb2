// SPDX-License-Identifier: Apache-2.0
// Accesses of an accepted program to the stack at offsets that it computes.
//
// They stay in the frame, which is all that platforms ask for. Whether they stay in the variable
// too, only debug information knows (stack_words.hpp).
#pragma once

#include <cstdint>
#include <vector>

#include "ir/contract/contract.hpp"
#include "verifier/explain/finding.hpp"
#include "verifier/proof/proof.hpp"

namespace assay {

struct IndexedAccess {
  std::uint32_t slot = 0;
  StackAccess access;
};

/// Those whose frame is certain, in the order of slots; each with the bytes of all runs. Found by
/// executing the program again from the states that the proof claims. Where that takes too long,
/// those that were met.
[[nodiscard]] std::vector<IndexedAccess> indexed_accesses(const Program& program,
                                                          const Contract& contract,
                                                          const Acceptance& acceptance);

}  // namespace assay
