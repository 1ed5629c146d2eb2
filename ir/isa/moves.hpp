// SPDX-License-Identifier: Apache-2.0
// Families of arithmetic (RFC 9669 section 4.1): that which gives its source and does not read its
// destination, divisions, shifts.
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

/// Or a remainder of one.
[[nodiscard]] constexpr bool is_division(AluOp op) {
  return op == AluOp::Div || op == AluOp::Sdiv || op == AluOp::Mod || op == AluOp::Smod;
}

[[nodiscard]] constexpr bool is_shift(AluOp op) {
  return op == AluOp::Lsh || op == AluOp::Rsh || op == AluOp::Arsh;
}

}  // namespace assay
