// SPDX-License-Identifier: Apache-2.0
// Where control goes after one instruction, within its function.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/isa/instruction.hpp"

namespace assay {

/// Number of slots that an instruction takes: 2 for LoadImm64, else 1.
[[nodiscard]] constexpr std::uint32_t slots(const Instruction& instruction) {
  return std::holds_alternative<LoadImm64>(instruction) ? 2 : 1;
}

/// The successors within the function: the instruction that follows (at slot + slots(instruction))
/// and the absolute slot of a jump. Calls fall through and have no target here; exit has neither.
struct Flow {
  bool falls_through = true;
  std::optional<std::int32_t> target;
};
[[nodiscard]] Flow flow(const Instruction& instruction);

/// Whether a basic block ends after it: jumps and exit.
[[nodiscard]] bool ends_block(const Instruction& instruction);

}  // namespace assay
