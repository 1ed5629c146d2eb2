// SPDX-License-Identifier: Apache-2.0
// Asks the solver whether a claim holds for every value of its unknowns.
//
// Only an answer within the limits is one: time or memory that ran out is `Unknown`, never a proof.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "verifier/smt/word.hpp"

namespace assay {

enum class ProofResult : std::uint8_t { Proved, Refuted, Unknown };

struct ProofAnswer {
  ProofResult result = ProofResult::Unknown;
  /// Refuted: the unknowns of a counterexample, "x = 0x10, y = 0x3". Unknown: why.
  std::string detail;
};

/// What a claim speaks of: words and truth values, or integers as well.
enum class Logic : std::uint8_t { Words, Integers };

/// A claim: where every premise holds, the conclusion does.
struct Claim {
  std::string name;
  std::vector<Z3Bool> premises;
  Z3Bool conclusion = false;
  /// Proved one by one, where any; that they leave nothing out is part of the proof.
  std::vector<Z3Bool> cases{};
  Logic logic = Logic::Words;
};

/// Asks for at most `milliseconds`, for all cases together.
[[nodiscard]] ProofAnswer prove(Terms& home, const Claim& claim, unsigned milliseconds);

/// Memory that the solver may use in this process, for all proofs together.
void limit_solver_memory(unsigned megabytes);

}  // namespace assay
