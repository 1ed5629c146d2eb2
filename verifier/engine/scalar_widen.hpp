// SPDX-License-Identifier: Apache-2.0
// Widening of scalars (Cousot and Cousot 1977). The final pass has none.
#pragma once

#include <span>

#include "verifier/domain/scalar_lattice.hpp"

namespace assay {

/// `bound` when `next` keeps it; else the nearest threshold that holds `next`, else the end.
template <class Range, class W, class T>
[[nodiscard]] constexpr W widen_low(W bound, W next, W end, std::span<const T> thresholds) {
  if (!Range::less(next, bound)) return bound;
  W best = end;
  for (const T& t : thresholds) {
    const W candidate = W::of(t);
    if (!Range::less(next, candidate) && Range::less(best, candidate)) best = candidate;
  }
  return best;
}
template <class Range, class W, class T>
[[nodiscard]] constexpr W widen_high(W bound, W next, W end, std::span<const T> thresholds) {
  if (!Range::less(bound, next)) return bound;
  W best = end;
  for (const T& t : thresholds) {
    const W candidate = W::of(t);
    if (!Range::less(candidate, next) && Range::less(candidate, best)) best = candidate;
  }
  return best;
}
template <class W, class T>
[[nodiscard]] constexpr URange<W> widen(const URange<W>& old, const URange<W>& next,
                                        std::span<const T> thresholds) {
  using R = URange<W>;
  return {widen_low<R>(old.lo, next.lo, R{}.lo, thresholds),
          widen_high<R>(old.hi, next.hi, R{}.hi, thresholds)};
}
template <class W, class T>
[[nodiscard]] constexpr SRange<W> widen(const SRange<W>& old, const SRange<W>& next,
                                        std::span<const T> thresholds) {
  using R = SRange<W>;
  // The last stops before the ends: the sign is worth one step more.
  const W low_end = negative(next.lo) ? R{}.lo : zero<W>();
  const W high_end = negative(next.hi) ? ones<W>() : R{}.hi;
  return {widen_low<R>(old.lo, next.lo, low_end, thresholds),
          widen_high<R>(old.hi, next.hi, high_end, thresholds)};
}
/// A counter would lose one known bit a round. So once bounds move, every bit from the lowest lost
/// one upward is given up; the widened bounds bring the upper ones back.
template <class W>
[[nodiscard]] constexpr Tnum<W> widen_known(const View<W>& old, const View<W>& next) {
  const Tnum<W> both = join(old.known, next.known);
  const W lost = lowest_bit(both.unknown() & ~old.known.unknown());
  const W upward = zero<W>() - lost;
  const W given = select(range_included(next.u, old.u), zero<W>(), upward);
  return {both.must & ~given, both.may | given};
}
/// Includes old and next. Bounds that next passes jump outward to the nearest threshold (sorted
/// ascending as unsigned words; signed and 32-bit bounds read the same words in their own way),
/// then to 0 or -1 for signed bounds, then to the end. Chains of `old` end; not reduced.
template <class W, class H>
[[nodiscard]] BasicScalar<W, H> widen(const BasicScalar<W, H>& old, const BasicScalar<W, H>& next,
                                      std::span<const typename W::Store> thresholds) {
  if (old.is_bottom()) return next;
  if (next.is_bottom()) return old;
  return {{widen_known(old.full, next.full), widen(old.full.u, next.full.u, thresholds),
           widen(old.full.s, next.full.s, thresholds)},
          widen(old.low_u, next.low_u, thresholds),
          widen(old.low_s, next.low_s, thresholds),
          join_strides(old, next),
          false};
}

// The 64-bit instance is compiled once, in scalar_widen.cpp.
extern template Scalar widen(const Scalar&, const Scalar&, std::span<const std::uint64_t>);

}  // namespace assay
