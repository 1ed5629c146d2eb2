// SPDX-License-Identifier: Apache-2.0
// Arithmetic on views of one word: every ALU operation of RFC 9669 section 4.1 at one width.
//
// Each function over-approximates { a op b : a in gamma(a), b in gamma(b) } for non-empty, reduced
// operands. Results are not reduced; the caller does that once.
#pragma once

#include "verifier/domain/word_view.hpp"

namespace assay {

template <class W>
[[nodiscard]] constexpr auto is_constant(const View<W>& v) {
  return v.u.lo == v.u.hi;
}
template <class W>
[[nodiscard]] constexpr View<W> add(const View<W>& a, const View<W>& b) {
  return {add(a.known, b.known), add(a.u, b.u), add(a.s, b.s)};
}
template <class W>
[[nodiscard]] constexpr View<W> sub(const View<W>& a, const View<W>& b) {
  return {sub(a.known, b.known), sub(a.u, b.u), sub(a.s, b.s)};
}
template <class W>
[[nodiscard]] constexpr View<W> mul(const View<W>& a, const View<W>& b) {
  return {mul(a.known, b.known), mul(a.u, b.u), mul(a.s, b.s)};
}

/// Signed bounds that and, or, xor keep: in [-2^k, 2^k - 1] all bits from k up equal the sign.
template <class W>
[[nodiscard]] constexpr SRange<W> sign_prefix(const View<W>& a, const View<W>& b) {
  const unsigned top = W::bits - 1;
  const W size = (a.s.lo ^ ashr(a.s.lo, top)) | (a.s.hi ^ ashr(a.s.hi, top)) |
                 (b.s.lo ^ ashr(b.s.lo, top)) | (b.s.hi ^ ashr(b.s.hi, top));
  const W reach = smear(size);
  return {~reach, reach};
}
template <class W>
[[nodiscard]] constexpr View<W> bit_or(const View<W>& a, const View<W>& b) {
  return {bit_or(a.known, b.known), {umax_of(a.u.lo, b.u.lo), ones<W>()}, sign_prefix(a, b)};
}
template <class W>
[[nodiscard]] constexpr View<W> bit_xor(const View<W>& a, const View<W>& b) {
  return {bit_xor(a.known, b.known), {}, sign_prefix(a, b)};
}
/// A constant mask of low ones keeps a range whose members lose the same high bits.
template <class W>
[[nodiscard]] constexpr URange<W> mask_range(const URange<W>& a, W mask) {
  const auto low_mask = (mask & (mask + W::of(1))) == zero<W>();
  const auto same_loss = (a.lo & ~mask) == (a.hi & ~mask);
  return pick(low_mask & same_loss, URange<W>{a.lo & mask, a.hi & mask},
              URange<W>{zero<W>(), mask});
}
template <class W>
[[nodiscard]] constexpr View<W> bit_and(const View<W>& a, const View<W>& b) {
  const URange<W> bounded{zero<W>(), umin_of(a.u.hi, b.u.hi)};
  const URange<W> by_b = pick(is_constant(b), mask_range(a.u, b.u.lo), URange<W>{});
  const URange<W> by_a = pick(is_constant(a), mask_range(b.u, a.u.lo), URange<W>{});
  return {bit_and(a.known, b.known), meet(bounded, meet(by_a, by_b)), sign_prefix(a, b)};
}

template <class W>
[[nodiscard]] constexpr View<W> shl(const View<W>& a, unsigned k) {
  return {shl(a.known, k), shl(a.u, k), shl(a.s, k)};
}
template <class W>
[[nodiscard]] constexpr View<W> lshr(const View<W>& a, unsigned k) {
  return {lshr(a.known, k), lshr(a.u, k), k == 0 ? a.s : SRange<W>{}};
}
template <class W>
[[nodiscard]] constexpr View<W> ashr(const View<W>& a, unsigned k) {
  return {ashr(a.known, k), k == 0 ? a.u : URange<W>{}, ashr(a.s, k)};
}
enum class Shift { Left, Right, Arithmetic };
template <class W>
[[nodiscard]] constexpr View<W> shift(Shift kind, const View<W>& a, unsigned k) {
  switch (kind) {
    case Shift::Left:
      return shl(a, k);
    case Shift::Right:
      return lshr(a, k);
    case Shift::Arithmetic:
      return ashr(a, k);
  }
  return {};
}
/// The amount is taken modulo the width (RFC 9669 section 4.1): the join over the amounts that
/// the low bits of b allow. A constant amount, the common case, is one step.
template <class W>
[[nodiscard]] constexpr View<W> shift(Shift kind, const View<W>& a, const View<W>& b) {
  const W mask = W::of(W::bits - 1);
  if constexpr (kIsMachineWord<W>) {
    if (is_constant(b)) return shift(kind, a, static_cast<unsigned>((b.u.lo & mask).value()));
  }
  const View<W> amount = bit_and(b, View<W>::constant(mask));
  View<W> result = empty_view<W>();
  result.known = {ones<W>(), zero<W>()};
  for (unsigned k = 0; k < W::bits; ++k) {
    const W step = W::of(k);
    const auto possible = in_range(amount.u, step) & contains(amount.known, step);
    if constexpr (kIsMachineWord<W>) {
      if (!possible) continue;
    }
    const View<W> shifted = shift(kind, a, k);
    result = pick(possible, join(result, shifted), result);
  }
  return result;
}

/// Bits of the quotient follow from its range alone.
template <class W>
[[nodiscard]] constexpr View<W> udiv(const View<W>& a, const View<W>& b) {
  return {{}, div(a.u, b.u), {}};
}
template <class W>
[[nodiscard]] constexpr View<W> umod(const View<W>& a, const View<W>& b) {
  const W mask = b.u.lo - W::of(1);
  const auto power = is_constant(b) & !(b.u.lo == zero<W>()) & ((b.u.lo & mask) == zero<W>());
  const W known_mask = select(power, mask, zero<W>());
  // Without a power of two nothing is known of the bits.
  const Tnum<W> known{a.known.must & known_mask, select(power, a.known.may & mask, ones<W>())};
  return {known, mod(a.u, b.u), {}};
}
template <class W>
[[nodiscard]] constexpr auto both_non_negative(const View<W>& a, const View<W>& b) {
  return !negative(a.s.lo) & !negative(b.s.lo);
}
/// Where both are non-negative, signed and unsigned division are the same.
template <class W>
[[nodiscard]] constexpr View<W> sdiv(const View<W>& a, const View<W>& b) {
  return pick(both_non_negative(a, b), udiv(a, b), View<W>{{}, {}, div(a.s, b.s)});
}
template <class W>
[[nodiscard]] constexpr View<W> smod(const View<W>& a, const View<W>& b) {
  return pick(both_non_negative(a, b), umod(a, b), View<W>{{}, {}, mod(a.s, b.s)});
}
/// The low k bits, sign-extended within the word; 1 <= k <= width.
template <class W>
[[nodiscard]] constexpr View<W> sign_extend_low(const View<W>& a, unsigned k) {
  const unsigned unused = W::bits - k;
  return ashr(reduce(shl(a, unused)), unused);
}
/// The low k bits, the others zero; 1 <= k <= width.
template <class W>
[[nodiscard]] constexpr View<W> zero_extend_low(const View<W>& a, unsigned k) {
  const unsigned unused = W::bits - k;
  return lshr(reduce(shl(a, unused)), unused);
}

/// Reverses the order of the lowest `count` units of `unit` bits each; bits above become zero.
template <class W>
[[nodiscard]] constexpr W reverse_units(W x, unsigned unit, unsigned count) {
  const W mask = W::of((std::uint64_t{1} << unit) - 1);
  W result = zero<W>();
  for (unsigned i = 0; i < count; ++i)
    result = result | shl(lshr(x, unit * i) & mask, unit * (count - 1 - i));
  return result;
}
template <class W>
[[nodiscard]] constexpr View<W> reverse_units(const View<W>& a, unsigned unit, unsigned count) {
  return {
      {reverse_units(a.known.must, unit, count), reverse_units(a.known.may, unit, count)}, {}, {}};
}

}  // namespace assay
