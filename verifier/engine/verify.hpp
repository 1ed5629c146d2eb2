// SPDX-License-Identifier: Apache-2.0
// The verifier's front door: one program under one contract, one outcome.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/obligation/finding.hpp"
#include "verifier/proof/invariant.hpp"

namespace assay {

struct VerifyOptions {
  std::optional<std::uint64_t> max_instructions;  // overrides the contract's budget
  /// Where the claims of an accepted program go, as the final pass confirmed them; may be null. Of
  /// a contract with several ways of execution: those of the last (execution_cases).
  Invariants* confirmed = nullptr;
};

/// Proves `program` under `contract`, in each way of execution that the contract names, or says why
/// not. Verdict::Accept comes from the final pass of
/// verifier/proof alone. Never throws for any program; InternalFault means a bug in Assay.
[[nodiscard]] Outcome verify(const Program& program, const Contract& contract,
                             const VerifyOptions& options);

}  // namespace assay
