// SPDX-License-Identifier: Apache-2.0
// A word of n bits and its low half of n/2 bits tell each other what they know.
//
// Requires: gamma(low) holds the low half of every member of the whole that is meant. Both sides
// only meet. W is the whole word's algebra, H the half's.
#pragma once

#include "verifier/domain/word_view.hpp"

namespace assay {

template <class W, class H>
[[nodiscard]] constexpr View<W> zext_view(const View<H>& v) {
  const W lo = zext<W>(v.u.lo);
  const W hi = zext<W>(v.u.hi);
  return {{zext<W>(v.known.must), zext<W>(v.known.may)}, {lo, hi}, {lo, hi}};
}
template <class W, class H>
[[nodiscard]] constexpr View<W> sext_view(const View<H>& v) {
  return {{sext<W>(v.known.must), sext<W>(v.known.may)}, {}, {sext<W>(v.s.lo), sext<W>(v.s.hi)}};
}
template <class H, class W>
[[nodiscard]] constexpr Tnum<H> low_bits(const Tnum<W>& t) {
  return {truncate<H>(t.must), truncate<H>(t.may)};
}
/// The bits of the low half within the whole word.
template <class W, class H>
[[nodiscard]] constexpr W half_mask() {
  return zext<W>(ones<H>());
}

/// Bounds of the whole, in either order, bound the low half when they are less than 2^(n/2) apart
/// and the low halves did not wrap in that half's order.
template <class H, class W>
constexpr void bound_low(View<H>& low, W lo, W hi) {
  const H low_lo = truncate<H>(lo);
  const H low_hi = truncate<H>(hi);
  const auto close = ule(hi - lo, half_mask<W, H>());
  low.u = meet(low.u, pick(close & ule(low_lo, low_hi), URange<H>{low_lo, low_hi}, URange<H>{}));
  low.s = meet(low.s, pick(close & sle(low_lo, low_hi), SRange<H>{low_lo, low_hi}, SRange<H>{}));
}

/// Moves both bounds of the whole inward to numbers whose low half lies in `low`.
template <class W, class H>
[[nodiscard]] constexpr URange<W> round_to_low(const URange<W>& r, const URange<H>& low) {
  const W mask = half_mask<W, H>();
  const W step = mask + W::of(1);
  const W least = zext<W>(low.lo);
  const W most = zext<W>(low.hi);
  const auto lo_under = ult(r.lo & mask, least);
  const auto lo_over = ult(most, r.lo & mask);
  const auto hi_under = ult(r.hi & mask, least);
  const auto hi_over = ult(most, r.hi & mask);
  const W lo_high = r.lo & ~mask;
  const W hi_high = r.hi & ~mask;
  const auto none = (lo_over & (lo_high == ~mask)) | (hi_under & (hi_high == zero<W>()));
  const W lo = select(lo_under, lo_high | least, select(lo_over, (lo_high + step) | least, r.lo));
  const W hi = select(hi_over, hi_high | most, select(hi_under, (hi_high - step) | most, r.hi));
  return meet(r, pick(none, URange<W>::empty(), URange<W>{lo, hi}));
}

/// One exchange in both directions; `low` takes the whole's low bits on the way.
template <class W, class H>
constexpr void exchange_halves(View<W>& whole, View<H>& low) {
  low.known = meet(low.known, low_bits<H>(whole.known));
  bound_low(low, whole.u.lo, whole.u.hi);
  bound_low(low, whole.s.lo, whole.s.hi);
  low = reduce(low);
  const W mask = half_mask<W, H>();
  whole.known = meet(whole.known, Tnum<W>{zext<W>(low.known.must), zext<W>(low.known.may) | ~mask});
  whole.u = round_to_low(whole.u, low.u);
  whole.s = unbiased(round_to_low(biased(whole.s), low.u));
  const auto is_sign_extended =
      sle(sext<W>(sign_bit<H>()), whole.s.lo) & sle(whole.s.hi, sext<W>(~sign_bit<H>()));
  whole.s = meet(whole.s, pick(is_sign_extended, SRange<W>{sext<W>(low.s.lo), sext<W>(low.s.hi)},
                               SRange<W>{}));
}

}  // namespace assay
