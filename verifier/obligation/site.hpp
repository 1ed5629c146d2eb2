// SPDX-License-Identifier: Apache-2.0
// Where an obligation is judged: the program, its contract, the state before one instruction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/domain/state.hpp"
#include "verifier/obligation/finding.hpp"

namespace assay {

/// All references outlive the judgement. `state` is the state before the instruction at `slot`.
struct Site {
  const Program& program;
  const Contract& contract;
  const State& state;
  std::uint32_t slot = 0;
};

/// Nothing when the obligation is discharged.
using Refusal = std::optional<Finding>;

[[nodiscard]] Finding refuse(const Site& site, ErrorCode code, std::string message);

}  // namespace assay
