// SPDX-License-Identifier: Apache-2.0
// Conditions of jumps (RFC 9669 section 4.3), over an algebra.
#pragma once

#include "ir/base/check.hpp"
#include "ir/semantics/algebra.hpp"

namespace assay {

/// left op right, on the low bits that `width` (W32 or W64) names.
template <Algebra A>
[[nodiscard]] typename A::Bool jump_holds(const A& a, JumpOp op, Width width,
                                          const typename A::Word& left,
                                          const typename A::Word& right) {
  const unsigned n = scaled_bits(a, width);
  const auto x = a.low(left, n);
  const auto y = a.low(right, n);
  const auto signed_x = a.sign_extend(left, n);
  const auto signed_y = a.sign_extend(right, n);
  switch (op) {
    case JumpOp::Eq:
      return a.equal(x, y);
    case JumpOp::Ne:
      return a.logical_not(a.equal(x, y));
    case JumpOp::Gt:
      return a.unsigned_less(y, x);
    case JumpOp::Ge:
      return a.logical_not(a.unsigned_less(x, y));
    case JumpOp::Lt:
      return a.unsigned_less(x, y);
    case JumpOp::Le:
      return a.logical_not(a.unsigned_less(y, x));
    case JumpOp::Sgt:
      return a.signed_less(signed_y, signed_x);
    case JumpOp::Sge:
      return a.logical_not(a.signed_less(signed_x, signed_y));
    case JumpOp::Slt:
      return a.signed_less(signed_x, signed_y);
    case JumpOp::Sle:
      return a.logical_not(a.signed_less(signed_y, signed_x));
    case JumpOp::Set:
      return a.logical_not(a.equal(a.bit_and(x, y), a.constant(0)));
  }
  throw InternalFault("no such comparison");
}

}  // namespace assay
