// SPDX-License-Identifier: Apache-2.0
// Arithmetic on facts (RFC 9669 sections 4.1 and 4.2): x / 0 = 0, x mod 0 = x, shifts modulo the
// width, 32-bit results zero-extended. Source: docs/checker-rules.md, "Arithmetic on facts".
//
// Widths are bits of a 64-bit word; for a word of N bits they are scaled with it.
#pragma once

#include "loader/checker/decode.hpp"
#include "loader/checker/proof/facts.hpp"
#include "loader/checker/proof/view_alu.hpp"

namespace assay::checker {

template <unsigned N>
constexpr unsigned scaled(unsigned bits) {
  return bits * N / 64 == 0 ? 1 : bits * N / 64;
}
/// How many low bits a sign-extending move reads; 0 of everything else.
template <unsigned N>
constexpr unsigned source_bits(Alu op) {
  if (op == Alu::Movsx8) return scaled<N>(8);
  if (op == Alu::Movsx16) return scaled<N>(16);
  return op == Alu::Movsx32 ? scaled<N>(32) : 0;
}

/// `from` bits are read of a sign-extending move.
template <unsigned N>
View<N> view_alu(Alu op, const View<N>& a, const View<N>& b, unsigned from) {
  switch (op) {
    case Alu::Add:
      return sum(a, b);
    case Alu::Sub:
      return difference(a, b);
    case Alu::Mul:
      return product(a, b);
    case Alu::Div:
      return quotient(a, b);
    case Alu::Sdiv:
      return signed_quotient(a, b);
    case Alu::Mod:
      return remainder(a, b);
    case Alu::Smod:
      return signed_remainder(a, b);
    case Alu::Or:
      return bit_or(a, b);
    case Alu::And:
      return bit_and(a, b);
    case Alu::Xor:
      return bit_xor(a, b);
    case Alu::Lsh:
      return shifted(Shift::Left, a, b);
    case Alu::Rsh:
      return shifted(Shift::Right, a, b);
    case Alu::Arsh:
      return shifted(Shift::Arithmetic, a, b);
    case Alu::Mov:
      return b;
    case Alu::Movsx8:
    case Alu::Movsx16:
    case Alu::Movsx32:
      return low_signed(b, from);
  }
  return {};
}

/// A view and what strides tell of it.
template <unsigned N>
struct Strided {
  View<N> view;
  Residue facts;
};
/// The low half: its residue is the whole's where the upper half is known.
template <unsigned N>
constexpr Strided<N / 2> low_of(const Facts<N>& f) {
  constexpr unsigned kHalf = N / 2;
  const View<kHalf> low = f.low();
  if (low.is_constant()) return {low, residue_of(low.u.lo)};
  const uint64_t upper = f.full.u.lo >> kHalf;
  if (upper == f.full.u.hi >> kHalf) return {low, lowered(residue_of(f.stride), kHalf, upper)};
  return {low, wrapped(residue_of(f.stride), kHalf)};
}

template <unsigned N>
constexpr Residue sum_residue(const Strided<N>& x, const Strided<N>& y) {
  using W = Word<N>;
  const Residue r = sum(x.facts, y.facts);
  const bool lo = W::cut(x.view.u.lo + y.view.u.lo) < x.view.u.lo;
  const bool hi = W::cut(x.view.u.hi + y.view.u.hi) < x.view.u.hi;
  if (lo != hi) return wrapped(r, N);
  return lo ? lowered(r, N, 1) : r;
}
template <unsigned N>
constexpr Residue difference_residue(const Strided<N>& x, const Strided<N>& y) {
  const Residue r = difference(x.facts, y.facts);
  const bool lo = x.view.u.lo < y.view.u.hi;
  const bool hi = x.view.u.hi < y.view.u.lo;
  if (lo != hi) return wrapped(r, N);
  return lo ? raised(r, N) : r;
}
template <unsigned N>
constexpr Residue product_residue(const Strided<N>& x, const Strided<N>& y) {
  const Residue r = product(x.facts, y.facts);
  return unsigned_product_fits<N>(x.view.u.hi, y.view.u.hi) ? r : wrapped(r, N);
}
/// x / c: for x = r + m k and c dividing m, the quotient is r / c + (m / c) k.
constexpr Residue quotient_residue(Residue x, Residue divisor) {
  if (divisor.modulus != 0 || divisor.remainder == 0 || x.modulus == 0) return {};
  if (x.modulus % divisor.remainder != 0) return {};
  return reduced(x.modulus / divisor.remainder, x.remainder / divisor.remainder);
}
/// x mod y = x - q y, and y is a multiple of the gcd of its modulus and remainder.
constexpr Residue remainder_residue(Residue x, Residue y) {
  return reduced(gcd(x.modulus, gcd(y.modulus, y.remainder)), x.remainder);
}
template <unsigned N>
constexpr Residue alu_residue(Alu op, const Strided<N>& x, const Strided<N>& y) {
  const bool plus = both_plus(x.view, y.view);
  const bool fixed = y.view.is_constant();
  const uint64_t power = uint64_t{1} << (y.view.u.lo % N);
  switch (op) {
    case Alu::Add:
      return sum_residue(x, y);
    case Alu::Sub:
      return difference_residue(x, y);
    case Alu::Mul:
      return product_residue(x, y);
    case Alu::Div:
      return quotient_residue(x.facts, y.facts);
    case Alu::Sdiv:
      return plus ? quotient_residue(x.facts, y.facts) : Residue{};
    case Alu::Mod:
      return remainder_residue(x.facts, y.facts);
    case Alu::Smod:
      return plus ? remainder_residue(x.facts, y.facts)
                  : wrapped(remainder_residue(x.facts, y.facts), N);
    case Alu::Lsh:
      if (!fixed) return {};
      return product_residue(x, {View<N>::constant(power), residue_of(power)});
    case Alu::Rsh:
      return fixed ? quotient_residue(x.facts, residue_of(power)) : Residue{};
    case Alu::Arsh:
      if (!fixed || Word<N>::negative(x.view.slo())) return {};
      return quotient_residue(x.facts, residue_of(power));
    case Alu::Mov:
      return y.facts;
    case Alu::Or:
    case Alu::And:
    case Alu::Xor:
    case Alu::Movsx8:
    case Alu::Movsx16:
    case Alu::Movsx32:
      return {};
  }
  return {};
}

template <unsigned N>
bool assemble(const View<N>& full, const View<N / 2>& low, Residue residue, Facts<N>& out) {
  out = {full, low.u, low.s, kept(residue, Facts<N>::cap), false};
  return reduce(out);
}
/// From a result of half the width, the upper half 0.
template <unsigned N>
bool assemble_low(const View<N / 2>& result, Residue residue, Facts<N>& out) {
  const View<N / 2> low = reduced(result);
  if (is_empty(low)) return false;
  const View<N> full{low.known, low.u, signed_range<N>(low.u.lo, low.u.hi)};
  return assemble<N>(full, low, residue, out);
}
/// The low half of a full result, where it follows from the low halves.
template <unsigned N>
View<N / 2> low_result(Alu op, const Facts<N>& a, const Facts<N>& b) {
  if (op == Alu::Mov) return b.low();
  if (op == Alu::Add || op == Alu::Sub || op == Alu::Mul || op == Alu::Or || op == Alu::And ||
      op == Alu::Xor)
    return view_alu(op, a.low(), b.low(), 0);
  const uint64_t amount = b.full.u.lo % N;
  if (op != Alu::Lsh || !b.is_constant() || amount >= N / 2) return {};
  return shifted_left(a.low(), static_cast<unsigned>(amount));
}
/// The low `from` bits as a signed number of the whole word, from <= N / 2.
template <unsigned N>
bool sign_extended(const Facts<N>& f, unsigned from, Facts<N>& out) {
  using W = Word<N>;
  using H = Word<N / 2>;
  const View<N / 2> low = reduced(low_signed(f.low(), from));
  if (is_empty(low)) return false;
  const bool copied = from == N / 2 && !H::negative(low.slo());
  const auto extend = [](uint64_t x) { return W::of(H::read(x)); };
  View<N> full;
  full.known = {extend(low.known.must), extend(low.known.may)};
  full.s = signed_range<N>(extend(low.slo()), extend(low.shi()));
  return assemble<N>(full, low, copied ? low_of(f).facts : Residue{}, out);
}

/// `a` becomes a OP b of reduced operands; no moves.
template <unsigned N>
[[gnu::noinline]] bool whole_alu(Alu op, Facts<N>& a, const Facts<N>& b) {
  const Strided<N> x{a.full, full_residue(a)};
  const Strided<N> y{b.full, full_residue(b)};
  return assemble<N>(view_alu(op, a.full, b.full, 0), low_result(op, a, b), alu_residue(op, x, y),
                     a);
}
/// Of the low halves.
template <unsigned N>
[[gnu::noinline]] bool low_alu(Alu op, Facts<N>& a, const Facts<N>& b) {
  const Strided<N / 2> x = low_of(a);
  const Strided<N / 2> y = low_of(b);
  return assemble_low<N>(view_alu(op, x.view, y.view, source_bits<N>(op)), alu_residue(op, x, y),
                         a);
}

/// What of a word an operation is about.
enum class Part : uint8_t { Low, Whole };
/// `a` becomes a OP b at that width; false where nothing can come out. Both are reduced on the way.
template <unsigned N>
bool facts_alu(Alu op, Part part, Facts<N>& a, Facts<N>& b) {
  const unsigned from = source_bits<N>(op);
  if (!reduce(b)) return false;
  if (op != Alu::Mov && from == 0 && !reduce(a)) return false;
  if (part == Part::Low) return low_alu(op, a, b);
  if (from != 0) return sign_extended(b, from, a);
  if (op != Alu::Mov) return whole_alu(op, a, b);
  a = b;
  return true;
}
/// Keeps the low `bits` of a 64-bit word (scaled), the others 0.
template <unsigned N>
bool zero_extend(Facts<N>& f, unsigned bits) {
  if (!reduce(f)) return false;
  if (bits == 64) return true;
  const unsigned width = scaled<N>(bits);
  const Strided<N / 2> low = low_of(f);
  const bool nothing_cut = low.view.u.hi >> (width - 1) >> 1 == 0;
  return assemble_low<N>(reduced(low_unsigned(low.view, width)),
                         nothing_cut ? low.facts : wrapped(low.facts, width), f);
}
template <unsigned N>
bool sign_extend(Facts<N>& f, unsigned bits) {
  return reduce(f) && (bits == 64 || sign_extended(f, scaled<N>(bits), f));
}
/// Keeps the low `bits` with their bytes in the other order, the others 0.
template <unsigned N>
bool swap_bytes(Facts<N>& f, unsigned bits) {
  if (!reduce(f)) return false;
  const unsigned unit = scaled<N>(8);
  const unsigned count = scaled<N>(bits) / unit;
  View<N> full;
  full.known = {reversed(f.full.known.must, unit, count), reversed(f.full.known.may, unit, count)};
  return assemble<N>(full, View<N / 2>{}, Residue{}, f);
}

}  // namespace assay::checker
