// SPDX-License-Identifier: Apache-2.0
// Arithmetic that gives its source, and does not read its destination (RFC 9669 section 4.1).
#pragma once

#include "ir/isa/instruction.hpp"

namespace assay {

/// A part of the source with its sign extended.
[[nodiscard]] constexpr bool is_sign_extending_move(AluOp op) {
  return op == AluOp::Movsx8 || op == AluOp::Movsx16 || op == AluOp::Movsx32;
}

[[nodiscard]] constexpr bool is_move(AluOp op) {
  return op == AluOp::Mov || is_sign_extending_move(op);
}

}  // namespace assay
