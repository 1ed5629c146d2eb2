// SPDX-License-Identifier: Apache-2.0
// The verifier's front door: one program under one contract, proofs or findings.
#pragma once

#include <span>
#include <variant>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/obligation/finding.hpp"
#include "verifier/proof/proof.hpp"

namespace assay {

struct VerifyOptions {
  std::optional<std::uint64_t> max_instructions;  // overrides the contract's budget
};

/// What came of a program, and what it took.
struct Verification {
  /// Why the program is refused, or the proofs that accept it.
  std::variant<std::vector<Finding>, Acceptance> result;
  std::uint64_t states = 0;  // abstract states explored
  double seconds = 0;

  /// Null unless the program is accepted.
  [[nodiscard]] const Acceptance* acceptance() const { return std::get_if<Acceptance>(&result); }
  [[nodiscard]] bool accepted() const { return acceptance() != nullptr; }
  /// Empty exactly when the program is accepted.
  [[nodiscard]] std::span<const Finding> findings() const {
    if (const auto* refusal = std::get_if<std::vector<Finding>>(&result)) return *refusal;
    return {};
  }
};

/// Proves `program` under `contract`, in each way of execution that the contract names, or says why
/// not. Never throws for any program; InternalFault means a bug in Assay.
[[nodiscard]] Verification verify(const Program& program, const Contract& contract,
                                  const VerifyOptions& options);

}  // namespace assay
