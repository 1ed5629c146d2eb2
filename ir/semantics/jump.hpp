// SPDX-License-Identifier: Apache-2.0
// Conditions of jumps (RFC 9669 section 4.3), over a word type.
#pragma once

#include "ir/base/check.hpp"
#include "ir/semantics/widths.hpp"

namespace assay {

/// left op right, on the low bits that `width` (W32 or W64) names.
template <Word W>
[[nodiscard]] typename W::Bool jump_holds(JumpOp op, Width width, const W& left, const W& right) {
  const unsigned n = scaled_bits<W>(width);
  const W x = zero_extended_bits(left, n);
  const W y = zero_extended_bits(right, n);
  const W signed_x = sign_extended_bits(left, n);
  const W signed_y = sign_extended_bits(right, n);
  switch (op) {
    case JumpOp::Eq:
      return x == y;
    case JumpOp::Ne:
      return !(x == y);
    case JumpOp::Gt:
      return ult(y, x);
    case JumpOp::Ge:
      return ule(y, x);
    case JumpOp::Lt:
      return ult(x, y);
    case JumpOp::Le:
      return ule(x, y);
    case JumpOp::Sgt:
      return slt(signed_y, signed_x);
    case JumpOp::Sge:
      return sle(signed_y, signed_x);
    case JumpOp::Slt:
      return slt(signed_x, signed_y);
    case JumpOp::Sle:
      return sle(signed_x, signed_y);
    case JumpOp::Set:
      return !((x & y) == zero<W>());
  }
  throw InternalFault("no such comparison");
}

}  // namespace assay
