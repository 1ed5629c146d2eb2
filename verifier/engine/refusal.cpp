// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/refusal.hpp"

#include "ir/base/errors.hpp"

namespace assay {

ErrorCode code_of(const Cause& cause) {
  return std::visit(Overloaded{
                        [](const Unmet& unmet) { return unmet.gap.code(); },
                        [](const ChainTooDeep&) { return ErrorCode::StackTooDeep; },
                        [](const NotClosed&) { return ErrorCode::ProofNotClosed; },
                        [](const BrokenFlow& flow) { return flow.error.code; },
                        [](const LimitReached&) { return ErrorCode::TooComplex; },
                        [](const EndlessLoop&) { return ErrorCode::LoopNotProved; },
                        [](const UnrankedLoop&) { return ErrorCode::LoopNotProved; },
                        [](const OverBudget&) { return ErrorCode::BudgetExceeded; },
                    },
                    cause);
}

std::optional<std::uint32_t> slot_of(const Cause& cause) {
  using Slot = std::optional<std::uint32_t>;
  return std::visit(Overloaded{
                        [](const Unmet& unmet) -> Slot { return unmet.slot; },
                        [](const ChainTooDeep& chain) -> Slot { return chain.slot; },
                        [](const NotClosed& claim) -> Slot { return claim.slot; },
                        [](const BrokenFlow& flow) -> Slot { return flow.error.slot; },
                        [](const LimitReached&) -> Slot { return std::nullopt; },
                        [](const EndlessLoop& loop) -> Slot { return loop.head; },
                        [](const UnrankedLoop& loop) -> Slot { return loop.head; },
                        [](const OverBudget& budget) -> Slot {
                          return budget.loops.empty() ? std::nullopt
                                                      : Slot(budget.loops.back().head);
                        },
                    },
                    cause);
}

}  // namespace assay
