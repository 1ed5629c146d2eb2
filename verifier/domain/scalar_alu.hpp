// SPDX-License-Identifier: Apache-2.0
// Definitions for scalar.hpp: arithmetic (RFC 9669 sections 4.1 and 4.2).
//
// An operation runs on the view of its width. Additions, multiplications, bit operations and left
// shifts at full width run on the low half too, because truncation commutes with them.
#pragma once

#include "ir/base/check.hpp"
#include "verifier/domain/scalar.hpp"
#include "verifier/domain/scalar_lattice.hpp"
#include "verifier/domain/word_arith.hpp"
#include "verifier/domain/word_halves.hpp"

namespace assay {

/// Bits of `width` in a word of the given size: W64 is the whole word, also of a scaled-down one.
[[nodiscard]] constexpr unsigned scaled_bits(Width width, unsigned word_bits) {
  const unsigned scaled = bits(width) * word_bits / 64;
  return scaled == 0 ? 1 : scaled;
}
/// How many low bits Movsx8, Movsx16, Movsx32 read; 0 for every other operation.
[[nodiscard]] constexpr unsigned source_bits(AluOp op, unsigned word_bits) {
  if (op == AluOp::Movsx8) return scaled_bits(Width::W8, word_bits);
  if (op == AluOp::Movsx16) return scaled_bits(Width::W16, word_bits);
  if (op == AluOp::Movsx32) return scaled_bits(Width::W32, word_bits);
  return 0;
}

/// dst op src at the view's width. `from` is the source width of a sign extension, at most V's.
template <class V>
[[nodiscard]] constexpr View<V> alu_view(AluOp op, const View<V>& dst, const View<V>& src,
                                         unsigned from) {
  switch (op) {
    case AluOp::Add:
      return add(dst, src);
    case AluOp::Sub:
      return sub(dst, src);
    case AluOp::Mul:
      return mul(dst, src);
    case AluOp::Div:
      return udiv(dst, src);
    case AluOp::Sdiv:
      return sdiv(dst, src);
    case AluOp::Mod:
      return umod(dst, src);
    case AluOp::Smod:
      return smod(dst, src);
    case AluOp::Or:
      return bit_or(dst, src);
    case AluOp::And:
      return bit_and(dst, src);
    case AluOp::Xor:
      return bit_xor(dst, src);
    case AluOp::Lsh:
      return shift(Shift::Left, dst, src);
    case AluOp::Rsh:
      return shift(Shift::Right, dst, src);
    case AluOp::Arsh:
      return shift(Shift::Arithmetic, dst, src);
    case AluOp::Mov:
      return src;
    case AluOp::Movsx8:
    case AluOp::Movsx16:
    case AluOp::Movsx32:
      return sign_extend_low(src, from);
  }
  return {};
}

/// One operand of a congruence computation: its range and its integer facts.
template <class V>
struct ResidueOperand {
  View<V> view;
  Residue facts;
};
template <class W, class H>
[[nodiscard]] constexpr ResidueOperand<W> full_operand(const BasicScalar<W, H>& v) {
  return {v.full, full_residue(v)};
}
/// Facts about the low half: exact when the upper half is known, else by powers of two.
template <class W, class H>
[[nodiscard]] constexpr ResidueOperand<H> low_operand(const BasicScalar<W, H>& v) {
  const View<H> low = low_view(v);
  if (low.u.lo == low.u.hi) return {low, constant_residue(low.u.lo.value())};
  const std::uint64_t upper = lshr(v.full.u.lo, H::bits).value();
  if (upper == lshr(v.full.u.hi, H::bits).value()) {
    return {low, minus_power(residue(v.stride), H::bits, upper)};
  }
  return {low, wrapped(residue(v.stride), H::bits)};
}

template <class V>
[[nodiscard]] constexpr Residue add_residue(const ResidueOperand<V>& x,
                                            const ResidueOperand<V>& y) {
  const Residue sum = add(x.facts, y.facts);
  const bool low_wraps = ult(x.view.u.lo + y.view.u.lo, x.view.u.lo);
  const bool high_wraps = ult(x.view.u.hi + y.view.u.hi, x.view.u.hi);
  if (low_wraps != high_wraps) return wrapped(sum, V::bits);
  return low_wraps ? minus_power(sum, V::bits, 1) : sum;
}
template <class V>
[[nodiscard]] constexpr Residue sub_residue(const ResidueOperand<V>& x,
                                            const ResidueOperand<V>& y) {
  const Residue difference = sub(x.facts, y.facts);
  const bool low_wraps = ult(x.view.u.lo, y.view.u.hi);
  const bool high_wraps = ult(x.view.u.hi, y.view.u.lo);
  if (low_wraps != high_wraps) return wrapped(difference, V::bits);
  return low_wraps ? plus_power(difference, V::bits) : difference;
}
template <class V>
[[nodiscard]] constexpr Residue mul_residue(const ResidueOperand<V>& x,
                                            const ResidueOperand<V>& y) {
  const Residue product = mul(x.facts, y.facts);
  return umul_overflows(x.view.u.hi, y.view.u.hi) ? wrapped(product, V::bits) : product;
}
/// x / c: for x = r + m k and c dividing m, the quotient is r / c + (m / c) k.
template <class V>
[[nodiscard]] constexpr Residue div_residue(const ResidueOperand<V>& x, const Residue& divisor) {
  if (divisor.modulus != 0 || divisor.remainder == 0 || x.facts.modulus == 0) return {};
  if (x.facts.modulus % divisor.remainder != 0) return {};
  return reduced(x.facts.modulus / divisor.remainder, x.facts.remainder / divisor.remainder);
}
/// x mod y = x - q y, and y is a multiple of gcd(m, r) of its own congruence; y = 0 gives x.
template <class V>
[[nodiscard]] constexpr Residue mod_residue(const ResidueOperand<V>& x,
                                            const ResidueOperand<V>& y) {
  const std::uint64_t divisor = gcd_of(y.facts.modulus, y.facts.remainder);
  return reduced(gcd_of(x.facts.modulus, divisor), x.facts.remainder);
}

/// The congruence of the result; powers of two beyond it come from the known bits.
template <class V>
[[nodiscard]] constexpr Residue alu_residue(AluOp op, const ResidueOperand<V>& x,
                                            const ResidueOperand<V>& y) {
  const bool non_negative = both_non_negative(x.view, y.view);
  const std::uint64_t amount = y.view.u.lo.value() % V::bits;
  const Residue power = constant_residue(std::uint64_t{1} << amount);
  switch (op) {
    case AluOp::Add:
      return add_residue(x, y);
    case AluOp::Sub:
      return sub_residue(x, y);
    case AluOp::Mul:
      return mul_residue(x, y);
    case AluOp::Div:
      return div_residue(x, y.facts);
    case AluOp::Sdiv:
      return non_negative ? div_residue(x, y.facts) : Residue{};
    case AluOp::Mod:
      return mod_residue(x, y);
    case AluOp::Smod:
      return non_negative ? mod_residue(x, y) : wrapped(mod_residue(x, y), V::bits);
    case AluOp::Lsh:
      if (!is_constant(y.view)) return {};
      return mul_residue(x, {View<V>::constant(V::of(std::uint64_t{1} << amount)), power});
    case AluOp::Rsh:
      return is_constant(y.view) ? div_residue(x, power) : Residue{};
    case AluOp::Arsh:
      return is_constant(y.view) && !negative(x.view.s.lo) ? div_residue(x, power) : Residue{};
    case AluOp::Mov:
      return y.facts;
    case AluOp::Or:
    case AluOp::And:
    case AluOp::Xor:
    case AluOp::Movsx8:
    case AluOp::Movsx16:
    case AluOp::Movsx32:
      return {};
  }
  return {};
}

/// A scalar from a view of the whole and the low half, and the congruence of the whole.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> assemble(const View<W>& full, const View<H>& low,
                                         const Residue& facts) {
  return reduce(
      BasicScalar<W, H>{full, low.u, low.s, stored(facts, BasicScalar<W, H>::cap), false});
}
/// A 32-bit result: zero-extended, so that the half's congruence is the whole's.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> assemble_low(const View<H>& result, const Residue& facts) {
  const View<H> low = reduce(result);
  if (is_empty(low)) return BasicScalar<W, H>::bottom();
  return assemble<W, H>(zext_view<W>(low), low, facts);
}

/// The low half of a full-width result, where it is a function of the operands' low halves.
template <class W, class H>
[[nodiscard]] constexpr View<H> low_result(AluOp op, const BasicScalar<W, H>& dst,
                                           const BasicScalar<W, H>& src) {
  switch (op) {
    case AluOp::Add:
    case AluOp::Sub:
    case AluOp::Mul:
    case AluOp::Or:
    case AluOp::And:
    case AluOp::Xor:
      return alu_view(op, low_view(dst), low_view(src), 0);
    case AluOp::Lsh: {
      const std::uint64_t amount = src.full.u.lo.value() % W::bits;
      if (!is_constant(src.full) || amount >= H::bits) return {};
      return shl(low_view(dst), static_cast<unsigned>(amount));
    }
    case AluOp::Mov:
      return low_view(src);
    case AluOp::Div:
    case AluOp::Sdiv:
    case AluOp::Mod:
    case AluOp::Smod:
    case AluOp::Rsh:
    case AluOp::Arsh:
    case AluOp::Movsx8:
    case AluOp::Movsx16:
    case AluOp::Movsx32:
      return {};
  }
  return {};
}
/// The low `from` bits as a signed number of the whole word. Reading them in the half loses
/// nothing, because the half knows what the whole knows of its low bits.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> sign_extended(const BasicScalar<W, H>& v, unsigned from) {
  const View<H> low = reduce(sign_extend_low(low_view(v), from));
  if (is_empty(low)) return BasicScalar<W, H>::bottom();
  const bool copied = from == H::bits && !negative(low.s.lo);
  return assemble<W, H>(sext_view<W>(low), low, copied ? low_operand(v).facts : Residue{});
}

template <class W, class H>
BasicScalar<W, H> alu(AluOp op, Width width, const BasicScalar<W, H>& dst,
                      const BasicScalar<W, H>& src) {
  using S = BasicScalar<W, H>;
  ASSAY_CHECK(width == Width::W32 || width == Width::W64, "ALU operations have 32 or 64 bits");
  const S x = reduce(dst);
  const S y = reduce(src);
  const unsigned from = source_bits(op, W::bits);
  const bool reads_dst = op != AluOp::Mov && from == 0;
  if (y.is_bottom() || (reads_dst && x.is_bottom())) return S::bottom();
  if (width == Width::W64) {
    if (op == AluOp::Mov) return y;
    if (from != 0) return sign_extended(y, from);
    const View<W> full = alu_view(op, x.full, y.full, from);
    return assemble<W, H>(full, low_result(op, x, y),
                          alu_residue(op, full_operand(x), full_operand(y)));
  }
  const ResidueOperand<H> a = low_operand(x);
  const ResidueOperand<H> b = low_operand(y);
  return assemble_low<W, H>(alu_view(op, a.view, b.view, from), alu_residue(op, a, b));
}

template <class W, class H>
BasicScalar<W, H> neg(Width width, const BasicScalar<W, H>& v) {
  return alu(AluOp::Sub, width, BasicScalar<W, H>::constant(0), v);
}

template <class W, class H>
BasicScalar<W, H> byte_swap(ByteOrder order, Width size, const BasicScalar<W, H>& v) {
  ASSAY_CHECK(size != Width::W8, "byte swaps have 16, 32 or 64 bits");
  if (order == ByteOrder::ToLittle) return zero_extend(v, size);
  const BasicScalar<W, H> source = reduce(v);
  if (source.is_bottom()) return source;
  const unsigned unit = scaled_bits(Width::W8, W::bits);
  const unsigned count = scaled_bits(size, W::bits) / unit;
  return assemble<W, H>(reverse_units(source.full, unit, count), View<H>{}, Residue{});
}

template <class W, class H>
BasicScalar<W, H> zero_extend(const BasicScalar<W, H>& v, Width from) {
  const BasicScalar<W, H> source = reduce(v);
  if (from == Width::W64 || source.is_bottom()) return source;
  const unsigned width = scaled_bits(from, W::bits);
  const ResidueOperand<H> low = low_operand(source);
  const View<H> narrow = reduce(zero_extend_low(low.view, width));
  // Where no member has higher bits, nothing is cut and the congruence stays.
  const bool kept = (low.view.u.hi.value() >> (width - 1)) >> 1 == 0;
  return assemble_low<W, H>(narrow, kept ? low.facts : wrapped(low.facts, width));
}
template <class W, class H>
BasicScalar<W, H> sign_extend(const BasicScalar<W, H>& v, Width from) {
  const BasicScalar<W, H> source = reduce(v);
  if (from == Width::W64 || source.is_bottom()) return source;
  return sign_extended(source, scaled_bits(from, W::bits));
}

}  // namespace assay
