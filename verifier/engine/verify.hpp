// SPDX-License-Identifier: Apache-2.0
// The verifier's front door: one program under one contract, proofs or findings.
#pragma once

#include <span>
#include <variant>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/engine/refusal.hpp"
#include "verifier/proof/proof.hpp"

namespace assay {

struct VerifyOptions {
  std::optional<std::uint64_t> max_instructions;  // overrides the contract's budget
};

/// What came of a program, and what it took.
struct Verification {
  /// Why the program is refused (never empty), or the proofs that accept it.
  std::variant<std::vector<Refusal>, Acceptance> result;
  std::uint64_t states = 0;  // abstract states explored
  double seconds = 0;        // of the processor

  /// Null unless the program is accepted.
  [[nodiscard]] const Acceptance* acceptance() const { return std::get_if<Acceptance>(&result); }
  [[nodiscard]] bool accepted() const { return acceptance() != nullptr; }
  /// Empty exactly when the program is accepted. verifier/explain puts them into words.
  [[nodiscard]] std::span<const Refusal> refusals() const {
    if (const auto* refused = std::get_if<std::vector<Refusal>>(&result)) return *refused;
    return {};
  }
};

/// Proves `program` under `contract`, in each way of execution that the contract names, or says why
/// not. Never throws for any program; InternalFault means a bug in Assay.
[[nodiscard]] Verification verify(const Program& program, const Contract& contract,
                                  const VerifyOptions& options);

}  // namespace assay
