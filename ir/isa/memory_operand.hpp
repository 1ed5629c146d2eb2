// SPDX-License-Identifier: Apache-2.0
// The memory that an instruction reaches through a register.
#pragma once

#include <optional>

#include "ir/isa/instruction.hpp"

namespace assay {

/// `size` at the address in `base` plus `offset`, in bytes.
struct MemoryOperand {
  Reg base;
  std::int16_t offset = 0;
  Width size{};
};

/// Of a load, a store or an atomic operation; nothing for any other instruction, legacy packet
/// loads included, which have no address.
[[nodiscard]] std::optional<MemoryOperand> memory_operand(const Instruction& instruction);

}  // namespace assay
