// SPDX-License-Identifier: Apache-2.0
// Intervals over one word, in unsigned and in signed order.
//
// Meaning: URange: gamma = { x : lo <= x <= hi } unsigned; SRange: the same, signed. lo > hi means
// empty. An empty range stays empty under meet, because bounds only move inward. There is no
// wrapping interval: an operation that may wrap to different sides gives the full range.
#pragma once

#include "ir/semantics/word.hpp"

namespace assay {

template <class W>
struct URange {
  W lo = zero<W>();
  W hi = ones<W>();

  [[nodiscard]] static constexpr URange empty() { return {ones<W>(), zero<W>()}; }
  [[nodiscard]] static constexpr auto less(W a, W b) { return ult(a, b); }
  friend bool operator==(const URange&, const URange&) = default;
};

template <class W>
struct SRange {
  W lo = sign_bit<W>();
  W hi = ~sign_bit<W>();

  [[nodiscard]] static constexpr SRange empty() { return {~sign_bit<W>(), sign_bit<W>()}; }
  [[nodiscard]] static constexpr auto less(W a, W b) { return slt(a, b); }
  friend bool operator==(const SRange&, const SRange&) = default;
};

template <class W>
[[nodiscard]] constexpr URange<W> pick(typename W::Bool c, const URange<W>& a, const URange<W>& b) {
  return {select(c, a.lo, b.lo), select(c, a.hi, b.hi)};
}
template <class W>
[[nodiscard]] constexpr SRange<W> pick(typename W::Bool c, const SRange<W>& a, const SRange<W>& b) {
  return {select(c, a.lo, b.lo), select(c, a.hi, b.hi)};
}
template <class W>
[[nodiscard]] constexpr URange<W> meet(const URange<W>& a, const URange<W>& b) {
  return {umax_of(a.lo, b.lo), umin_of(a.hi, b.hi)};
}
template <class W>
[[nodiscard]] constexpr SRange<W> meet(const SRange<W>& a, const SRange<W>& b) {
  return {smax_of(a.lo, b.lo), smin_of(a.hi, b.hi)};
}
template <class W>
[[nodiscard]] constexpr URange<W> join(const URange<W>& a, const URange<W>& b) {
  return {umin_of(a.lo, b.lo), umax_of(a.hi, b.hi)};
}
template <class W>
[[nodiscard]] constexpr SRange<W> join(const SRange<W>& a, const SRange<W>& b) {
  return {smin_of(a.lo, b.lo), smax_of(a.hi, b.hi)};
}
/// For either order: emptiness, membership and inclusion (of non-empty ranges).
template <class Range>
[[nodiscard]] constexpr auto is_empty(const Range& r) {
  return Range::less(r.hi, r.lo);
}
template <class Range, class W>
[[nodiscard]] constexpr auto in_range(const Range& r, W x) {
  return !(Range::less(x, r.lo) | Range::less(r.hi, x));
}
template <class Range>
[[nodiscard]] constexpr auto range_included(const Range& a, const Range& b) {
  return !(Range::less(a.lo, b.lo) | Range::less(b.hi, a.hi));
}

/// A signed range read as unsigned after adding 2^(n-1): order-preserving, so that algorithms on
/// unsigned bounds serve both orders.
template <class W>
[[nodiscard]] constexpr URange<W> biased(const SRange<W>& s) {
  return {s.lo ^ sign_bit<W>(), s.hi ^ sign_bit<W>()};
}
template <class W>
[[nodiscard]] constexpr SRange<W> unbiased(const URange<W>& u) {
  return {u.lo ^ sign_bit<W>(), u.hi ^ sign_bit<W>()};
}

// Unsigned arithmetic. Requires non-empty operands.

/// Exact when no sum wraps, or every sum does.
template <class W>
[[nodiscard]] constexpr URange<W> add(const URange<W>& a, const URange<W>& b) {
  const URange<W> sum{a.lo + b.lo, a.hi + b.hi};
  const auto low_wraps = ult(sum.lo, a.lo);
  const auto high_wraps = ult(sum.hi, a.hi);
  return pick(low_wraps == high_wraps, sum, URange<W>{});
}
template <class W>
[[nodiscard]] constexpr URange<W> sub(const URange<W>& a, const URange<W>& b) {
  const URange<W> difference{a.lo - b.hi, a.hi - b.lo};
  const auto low_wraps = ult(a.lo, b.hi);
  const auto high_wraps = ult(a.hi, b.lo);
  return pick(low_wraps == high_wraps, difference, URange<W>{});
}
template <class W>
[[nodiscard]] constexpr URange<W> mul(const URange<W>& a, const URange<W>& b) {
  return pick(umul_overflows(a.hi, b.hi), URange<W>{}, URange<W>{a.lo * b.lo, a.hi * b.hi});
}
/// x / 0 = 0 (RFC 9669 section 4.1).
template <class W>
[[nodiscard]] constexpr URange<W> div(const URange<W>& a, const URange<W>& b) {
  const W one = W::of(1);
  const W least = udiv(a.lo, umax_of(b.hi, one));
  const W most = udiv(a.hi, umax_of(b.lo, one));
  const auto may_be_zero = b.lo == zero<W>();
  return {select(may_be_zero, zero<W>(), least), select(b.hi == zero<W>(), zero<W>(), most)};
}
/// x mod 0 = x (RFC 9669 section 4.1).
template <class W>
[[nodiscard]] constexpr URange<W> mod(const URange<W>& a, const URange<W>& b) {
  const W one = W::of(1);
  const W divisor = umax_of(b.lo, one);
  const auto may_be_zero = b.lo == zero<W>();
  const auto same_quotient = (b.lo == b.hi) & (udiv(a.lo, divisor) == udiv(a.hi, divisor));
  const URange<W> shifted{umod(a.lo, divisor), umod(a.hi, divisor)};
  const URange<W> bounded{zero<W>(), select(may_be_zero, a.hi, umin_of(a.hi, b.hi - one))};
  const auto unchanged = ult(a.hi, b.lo) | (b.hi == zero<W>());
  return pick(unchanged, a, pick(same_quotient & !may_be_zero, shifted, bounded));
}
/// Exact when every member loses the same high bits.
template <class W>
[[nodiscard]] constexpr URange<W> shl(const URange<W>& a, unsigned k) {
  if (k == 0) return a;
  const auto same_loss = lshr(a.lo, W::bits - k) == lshr(a.hi, W::bits - k);
  const URange<W> multiples{zero<W>(), shl(ones<W>(), k)};
  return pick(same_loss, URange<W>{shl(a.lo, k), shl(a.hi, k)}, multiples);
}
template <class W>
[[nodiscard]] constexpr URange<W> lshr(const URange<W>& a, unsigned k) {
  return {lshr(a.lo, k), lshr(a.hi, k)};
}

// Signed arithmetic. Requires non-empty operands.

/// -1, 0 or 1 as two flags: how a signed sum wraps.
template <class W>
struct SignedWrap {
  typename W::Bool below;
  typename W::Bool above;
};
template <class W>
[[nodiscard]] constexpr SignedWrap<W> add_wrap(W a, W b, W sum) {
  const typename W::Bool below = negative(a) & negative(b) & !negative(sum);
  const typename W::Bool above = !negative(a) & !negative(b) & negative(sum);
  return {below, above};
}
template <class W>
[[nodiscard]] constexpr SignedWrap<W> sub_wrap(W a, W b, W difference) {
  const typename W::Bool below = negative(a) & !negative(b) & !negative(difference);
  const typename W::Bool above = !negative(a) & negative(b) & negative(difference);
  return {below, above};
}
/// The range when both ends wrap alike, else everything.
template <class W>
[[nodiscard]] constexpr SRange<W> unless_torn(const SRange<W>& r, SignedWrap<W> low,
                                              SignedWrap<W> high) {
  return pick((low.below == high.below) & (low.above == high.above), r, SRange<W>{});
}
template <class W>
[[nodiscard]] constexpr SRange<W> add(const SRange<W>& a, const SRange<W>& b) {
  const SRange<W> sum{a.lo + b.lo, a.hi + b.hi};
  return unless_torn(sum, add_wrap(a.lo, b.lo, sum.lo), add_wrap(a.hi, b.hi, sum.hi));
}
template <class W>
[[nodiscard]] constexpr SRange<W> sub(const SRange<W>& a, const SRange<W>& b) {
  const SRange<W> difference{a.lo - b.hi, a.hi - b.lo};
  return unless_torn(difference, sub_wrap(a.lo, b.hi, difference.lo),
                     sub_wrap(a.hi, b.lo, difference.hi));
}
/// The hull of four corner values.
template <class W>
[[nodiscard]] constexpr SRange<W> hull(W p, W q, W r, W t) {
  return {smin_of(smin_of(p, q), smin_of(r, t)), smax_of(smax_of(p, q), smax_of(r, t))};
}
template <class W>
[[nodiscard]] constexpr SRange<W> mul(const SRange<W>& a, const SRange<W>& b) {
  const auto overflow = smul_overflows(a.lo, b.lo) | smul_overflows(a.lo, b.hi) |
                        smul_overflows(a.hi, b.lo) | smul_overflows(a.hi, b.hi);
  return pick(overflow, SRange<W>{}, hull(a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi));
}

/// Corners of a / b for divisors of one sign, from `near` (next to zero) to `far`.
template <class W>
[[nodiscard]] constexpr SRange<W> div_corners(const SRange<W>& a, W near, W far) {
  return hull(sdiv(a.lo, near), sdiv(a.lo, far), sdiv(a.hi, near), sdiv(a.hi, far));
}
/// x / 0 = 0, and the smallest number divided by -1 is itself (RFC 9669 section 4.1).
template <class W>
[[nodiscard]] constexpr SRange<W> div(const SRange<W>& a, const SRange<W>& b) {
  const W one = W::of(1);
  const W minus_one = ones<W>();
  const auto has_positive = slt(zero<W>(), b.hi);
  const auto has_negative = negative(b.lo);
  const auto has_zero = in_range(b, zero<W>());
  const auto overflow = (a.lo == sign_bit<W>()) & in_range(b, minus_one);
  // Truncated division is monotone in x for a fixed divisor, and in the divisor on each side of 0.
  const SRange<W> positive = div_corners(a, smax_of(b.lo, one), smax_of(b.hi, one));
  const SRange<W> below = div_corners(a, smin_of(b.hi, minus_one), smin_of(b.lo, minus_one));
  const SRange<W> nothing = SRange<W>::empty();
  SRange<W> result = pick(has_positive, positive, nothing);
  result = join(result, pick(has_negative, below, nothing));
  result = join(result, pick(has_zero, SRange<W>{zero<W>(), zero<W>()}, nothing));
  const auto single = (a.lo == a.hi) & (b.lo == b.hi);
  return pick(overflow & !single, SRange<W>{}, result);
}
/// The remainder has the sign of x; x mod 0 = x (RFC 9669 section 4.1).
template <class W>
[[nodiscard]] constexpr SRange<W> mod(const SRange<W>& a, const SRange<W>& b) {
  const W low_size = select(negative(b.lo), zero<W>() - b.lo, b.lo);
  const W high_size = select(negative(b.hi), zero<W>() - b.hi, b.hi);
  const auto has_zero = in_range(b, zero<W>());
  // |remainder| <= limit < 2^(n-1), because |divisor| <= 2^(n-1).
  const W limit = select(has_zero, ~sign_bit<W>(), umax_of(low_size, high_size) - W::of(1));
  const W lowest = select(has_zero, sign_bit<W>(), zero<W>() - limit);
  const SRange<W> bounded{select(negative(a.lo), smax_of(a.lo, lowest), zero<W>()),
                          select(negative(a.hi), zero<W>(), smin_of(a.hi, limit))};
  const auto zero_divisor = (b.lo == zero<W>()) & (b.hi == zero<W>());
  const auto single = (a.lo == a.hi) & (b.lo == b.hi) & !zero_divisor;
  const W divisor = select(b.lo == zero<W>(), W::of(1), b.lo);
  const W exact = a.lo - sdiv(a.lo, divisor) * divisor;
  const W smallest_size = select(has_zero, zero<W>(), umin_of(low_size, high_size));
  const W most = umax_of(select(negative(a.lo), zero<W>() - a.lo, a.lo),
                         select(negative(a.hi), zero<W>() - a.hi, a.hi));
  const auto unchanged = zero_divisor | ult(most, smallest_size);
  return pick(unchanged, a, pick(single, SRange<W>{exact, exact}, bounded));
}
/// Exact when no end loses significant bits.
template <class W>
[[nodiscard]] constexpr SRange<W> shl(const SRange<W>& a, unsigned k) {
  const SRange<W> shifted{shl(a.lo, k), shl(a.hi, k)};
  const auto kept = (ashr(shifted.lo, k) == a.lo) & (ashr(shifted.hi, k) == a.hi);
  return pick(kept, shifted, SRange<W>{});
}
template <class W>
[[nodiscard]] constexpr SRange<W> ashr(const SRange<W>& a, unsigned k) {
  return {ashr(a.lo, k), ashr(a.hi, k)};
}

}  // namespace assay
