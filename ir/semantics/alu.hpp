// SPDX-License-Identifier: Apache-2.0
// Arithmetic, negation, byte swaps and sign extension (RFC 9669 sections 4.1, 4.2 and 5.2), over an
// algebra. A rule of n bits reads the low n bits of its operands and makes every bit above n zero.
#pragma once

#include "ir/base/check.hpp"
#include "ir/semantics/algebra.hpp"

namespace assay {

/// `quotient`, or `otherwise` when the divisor is zero.
template <Algebra A>
[[nodiscard]] typename A::Word unless_zero_divisor(const A& a, const typename A::Word& divisor,
                                                   const typename A::Word& quotient,
                                                   const typename A::Word& otherwise) {
  return a.select(a.equal(divisor, a.constant(0)), otherwise, quotient);
}

/// dst = dst op src at `width` (W32 or W64). An immediate src is immediate(a, imm). For the moves
/// dst is not read.
template <Algebra A>
[[nodiscard]] typename A::Word alu(const A& a, AluOp op, Width width, const typename A::Word& dst,
                                   const typename A::Word& src) {
  const unsigned n = scaled_bits(a, width);
  const auto x = a.low(dst, n);
  const auto y = a.low(src, n);
  const auto signed_x = a.sign_extend(dst, n);
  const auto signed_y = a.sign_extend(src, n);
  const auto zero = a.constant(0);
  const auto amount = a.bit_and(y, a.constant(n - 1));
  const auto truncated = [&](const typename A::Word& word) { return a.low(word, n); };
  switch (op) {
    case AluOp::Add:
      return truncated(a.add(x, y));
    case AluOp::Sub:
      return truncated(a.sub(x, y));
    case AluOp::Mul:
      return truncated(a.mul(x, y));
    case AluOp::Div:
      return unless_zero_divisor(a, y, a.udiv(x, y), zero);
    case AluOp::Sdiv:
      return unless_zero_divisor(a, y, truncated(a.sdiv(signed_x, signed_y)), zero);
    case AluOp::Mod:
      return unless_zero_divisor(a, y, a.urem(x, y), x);
    case AluOp::Smod:
      return unless_zero_divisor(a, y, truncated(a.srem(signed_x, signed_y)), x);
    case AluOp::Or:
      return a.bit_or(x, y);
    case AluOp::And:
      return a.bit_and(x, y);
    case AluOp::Xor:
      return a.bit_xor(x, y);
    case AluOp::Lsh:
      return truncated(a.shl(x, amount));
    case AluOp::Rsh:
      return a.lshr(x, amount);
    case AluOp::Arsh:
      return truncated(a.ashr(signed_x, amount));
    case AluOp::Mov:
      return y;
    case AluOp::Movsx8:
      return truncated(a.sign_extend(src, scaled_bits(a, Width::W8)));
    case AluOp::Movsx16:
      return truncated(a.sign_extend(src, scaled_bits(a, Width::W16)));
    case AluOp::Movsx32:
      return truncated(a.sign_extend(src, scaled_bits(a, Width::W32)));
  }
  throw InternalFault("no such arithmetic operation");
}

/// dst = -dst at `width`.
template <Algebra A>
[[nodiscard]] typename A::Word neg(const A& a, Width width, const typename A::Word& dst) {
  return alu(a, AluOp::Sub, width, a.constant(0), dst);
}

/// The low `size` bits, in reverse order of bytes for ToBig and Swap; the host is little endian, so
/// ToLittle only truncates. Requires an algebra of at least 8 bits (a byte is an eighth of a word).
template <Algebra A>
[[nodiscard]] typename A::Word byte_swap(const A& a, ByteOrder order, Width size,
                                         const typename A::Word& dst) {
  const unsigned byte = scaled_bits(a, Width::W8);
  switch (order) {
    case ByteOrder::ToLittle:
      return a.low(dst, scaled_bits(a, size));
    case ByteOrder::ToBig:
    case ByteOrder::Swap:
      break;
  }
  auto result = a.constant(0);
  for (unsigned i = 0; i < bytes(size); ++i) {
    const auto one = a.low(a.lshr(dst, a.constant(i * byte)), byte);
    result = a.bit_or(result, a.shl(one, a.constant((bytes(size) - 1 - i) * byte)));
  }
  return result;
}

/// What a register holds after a load of `size` whose memory holds `value` in its low bits.
template <Algebra A>
[[nodiscard]] typename A::Word extend_load(const A& a, Width size, bool sign_extend,
                                           const typename A::Word& value) {
  const unsigned n = scaled_bits(a, size);
  return sign_extend ? a.sign_extend(value, n) : a.low(value, n);
}

}  // namespace assay
