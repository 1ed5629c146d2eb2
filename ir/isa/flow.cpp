// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/flow.hpp"

namespace assay {

Flow flow(const Instruction& instruction) {
  if (const auto* jump_if = std::get_if<JumpIf>(&instruction)) return {true, jump_if->target};
  if (const auto* jump = std::get_if<Jump>(&instruction)) return {false, jump->target};
  if (std::holds_alternative<Exit>(instruction)) return {false, std::nullopt};
  return {true, std::nullopt};
}

bool ends_block(const Instruction& instruction) {
  const Flow where = flow(instruction);
  return !where.falls_through || where.target.has_value();
}

}  // namespace assay
