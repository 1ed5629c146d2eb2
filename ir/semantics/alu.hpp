// SPDX-License-Identifier: Apache-2.0
// Arithmetic, negation, byte swaps and sign extension (RFC 9669 sections 4.1, 4.2 and 5.2), over a
// word type. A rule of n bits reads the low n bits of its operands and makes every bit above n
// zero.
#pragma once

#include "ir/base/check.hpp"
#include "ir/semantics/widths.hpp"

namespace assay {

/// `quotient`, or `otherwise` when the divisor is zero.
template <Word W>
[[nodiscard]] W unless_zero_divisor(const W& divisor, const W& quotient, const W& otherwise) {
  return select(divisor == zero<W>(), otherwise, quotient);
}

/// dst = dst op src at `width` (W32 or W64). An immediate src is immediate(imm). For the moves dst
/// is not read.
template <Word W>
[[nodiscard]] W alu(AluOp op, Width width, const W& dst, const W& src) {
  const unsigned n = scaled_bits<W>(width);
  const W x = zero_extended_bits(dst, n);
  const W y = zero_extended_bits(src, n);
  const W signed_x = sign_extended_bits(dst, n);
  const W signed_y = sign_extended_bits(src, n);
  const W amount = y & W::of(n - 1);
  const auto truncated = [&](const W& word) { return zero_extended_bits(word, n); };
  switch (op) {
    case AluOp::Add:
      return truncated(x + y);
    case AluOp::Sub:
      return truncated(x - y);
    case AluOp::Mul:
      return truncated(x * y);
    case AluOp::Div:
      return unless_zero_divisor(y, udiv(x, y), zero<W>());
    case AluOp::Sdiv:
      return unless_zero_divisor(y, truncated(sdiv(signed_x, signed_y)), zero<W>());
    case AluOp::Mod:
      return unless_zero_divisor(y, umod(x, y), x);
    case AluOp::Smod:
      return unless_zero_divisor(y, truncated(smod(signed_x, signed_y)), x);
    case AluOp::Or:
      return x | y;
    case AluOp::And:
      return x & y;
    case AluOp::Xor:
      return x ^ y;
    case AluOp::Lsh:
      return truncated(shl(x, amount));
    case AluOp::Rsh:
      return lshr(x, amount);
    case AluOp::Arsh:
      return truncated(ashr(signed_x, amount));
    case AluOp::Mov:
      return y;
    case AluOp::Movsx8:
      return truncated(sign_extended_bits(src, scaled_bits<W>(Width::W8)));
    case AluOp::Movsx16:
      return truncated(sign_extended_bits(src, scaled_bits<W>(Width::W16)));
    case AluOp::Movsx32:
      return truncated(sign_extended_bits(src, scaled_bits<W>(Width::W32)));
  }
  throw InternalFault("no such arithmetic operation");
}

/// dst = -dst at `width`.
template <Word W>
[[nodiscard]] W neg(Width width, const W& dst) {
  return alu(AluOp::Sub, width, zero<W>(), dst);
}

/// The low `size` bits, in reverse order of bytes for ToBig and Swap; the host is little endian, so
/// ToLittle only truncates. Requires words of at least 8 bits (a byte is an eighth of a word).
template <Word W>
[[nodiscard]] W byte_swap(ByteOrder order, Width size, const W& dst) {
  const unsigned byte = scaled_bits<W>(Width::W8);
  switch (order) {
    case ByteOrder::ToLittle:
      return zero_extended_bits(dst, scaled_bits<W>(size));
    case ByteOrder::ToBig:
    case ByteOrder::Swap:
      break;
  }
  W result = zero<W>();
  for (unsigned i = 0; i < bytes(size); ++i) {
    const W one = zero_extended_bits(lshr(dst, i * byte), byte);
    result = result | shl(one, (bytes(size) - 1 - i) * byte);
  }
  return result;
}

/// How a value that is narrower than a register fills it.
enum class Extend : std::uint8_t { Zeros, Sign };

/// What a register holds after a load of `size` whose memory holds `value` in its low bits.
template <Word W>
[[nodiscard]] W extend_load(Width size, Extend extend, const W& value) {
  const unsigned n = scaled_bits<W>(size);
  return extend == Extend::Sign ? sign_extended_bits(value, n) : zero_extended_bits(value, n);
}

}  // namespace assay
