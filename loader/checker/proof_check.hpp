// SPDX-License-Identifier: Apache-2.0
// The seam between a package's form and its proof: what the proof half is given, and what it says.
// The rules that it follows are docs/checker-rules.md.
#pragma once

#include "loader/checker/arena.hpp"
#include "loader/checker/contract_view.hpp"
#include "loader/checker/program_view.hpp"
#include "loader/checker/work.hpp"

namespace assay::checker {

struct ProofInput {
  const ContractView* contract = nullptr;
  const WayView* way = nullptr;  // one of the contract's; the proof must hold in it
  const ProgramView* program = nullptr;
  Bytes certificate;
};

struct ProofResult {
  uint64_t worst_case = 0;  // instructions; only where the code is Ok
  uint32_t context_bytes =
      0;               // likewise: from the context's begin to the end of the furthest access
  uint32_t slot = 0;   // where it was refused
  uint32_t state = 0;  // from which state of the certificate, or which record
};

/// Ok only where the certificate proves that the program, executed that way under that contract, is
/// safe, ends, and executes at most `worst_case` instructions, which the caller compares with
/// budgets. What is taken from `arena` is given back.
[[nodiscard]] Code check_program(const ProofInput& input, Arena& arena, Work& work,
                                 ProofResult& result);

}  // namespace assay::checker
