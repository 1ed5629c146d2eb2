// SPDX-License-Identifier: Apache-2.0
// Where an obligation is judged: the program, its contract, the state before one instruction.
#pragma once

#include <cstdint>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/domain/state.hpp"

namespace assay {

/// All references outlive the judgement. `state` is the state before the instruction at `slot`.
struct Site {
  const Program& program;
  const Contract& contract;
  const State& state;
  std::uint32_t slot = 0;
};

/// The value died in a call that released it, not in one that moved memory or ended a function.
[[nodiscard]] bool was_released(const Site& site, const Value& value);

}  // namespace assay
