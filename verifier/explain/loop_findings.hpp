// SPDX-License-Identifier: Apache-2.0
// What a person is told about a loop that has no measure, or makes too many rounds.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/engine/refusal.hpp"
#include "verifier/explain/finding.hpp"

namespace assay {

/// LoopNotProved of a loop that repeats itself.
[[nodiscard]] Finding endless_finding(const Program& program, const EndlessLoop& loop);

/// LoopNotProved of a loop without a measure: with what its rounds change.
[[nodiscard]] Finding unranked_finding(const Program& program, const Contract& contract,
                                       const UnrankedLoop& loop);

/// BudgetExceeded, at the innermost of the loops that make the rounds.
[[nodiscard]] Finding budget_finding(const Program& program, const OverBudget& budget);

}  // namespace assay
