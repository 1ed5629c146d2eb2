// SPDX-License-Identifier: Apache-2.0
// Definitions for scalar.hpp: reduction, order, join, meet.
#pragma once

#include <bit>

#include "verifier/domain/scalar.hpp"
#include "verifier/domain/word_halves.hpp"

namespace assay {

template <class W, class H>
[[nodiscard]] constexpr View<H> low_view(const BasicScalar<W, H>& v) {
  return {low_bits<H>(v.full.known), v.low_u, v.low_s};
}
template <class W, class H>
[[nodiscard]] constexpr bool is_contradictory(const BasicScalar<W, H>& v) {
  return is_empty(v.full) || is_empty(v.low_u) || is_empty(v.low_s);
}
/// The integer facts of the whole word.
template <class W, class H>
[[nodiscard]] constexpr Residue full_residue(const BasicScalar<W, H>& v) {
  return v.full.u.lo == v.full.u.hi ? constant_residue(v.full.u.lo.value()) : residue(v.stride);
}

/// Known low bits and the power of two in the modulus are one fact; false on contradiction.
template <class W, class H>
[[nodiscard]] constexpr bool exchange_stride_bits(BasicScalar<W, H>& v) {
  using S = BasicScalar<W, H>;
  const std::uint64_t power = power_part(v.stride.modulus, W::bits);
  const W low = W::of(power - 1);
  const W bits = W::of(v.stride.remainder) & low;
  v.full.known = meet(v.full.known, Tnum<W>{bits, bits | ~low});
  if (contradictory(v.full.known)) return false;
  const std::uint32_t odd = v.stride.modulus / static_cast<std::uint32_t>(power);
  const std::uint64_t unknown = v.full.known.unknown().value();
  std::uint64_t trusted = unknown == 0 ? S::cap : unknown & (0 - unknown);
  while (trusted > 1 && trusted * odd > S::cap) trusted /= 2;
  if (trusted <= power) return true;
  const Congruence by_bits{static_cast<std::uint32_t>(trusted),
                           static_cast<std::uint32_t>(v.full.known.must.value() & (trusted - 1))};
  const std::optional<Congruence> both = meet(v.stride, by_bits, S::cap);
  if (both) v.stride = *both;
  return both.has_value();
}
/// Moves bounds inward to the residue. Powers of two are left to the known bits, which do the same.
template <class W, class H>
[[nodiscard]] constexpr bool round_to_stride(BasicScalar<W, H>& v) {
  if (std::has_single_bit(v.stride.modulus)) return true;
  const std::uint64_t last = W::all;
  const auto lo = round_up(v.stride, v.full.u.lo.value(), last);
  const auto hi = round_down(v.stride, v.full.u.hi.value(), 0);
  if (!lo || !hi) return false;
  v.full.u = meet(v.full.u, URange<W>{W::of(*lo), W::of(*hi)});
  // The congruence speaks of unsigned values: negative bounds are rounded within [2^(n-1), 2^n).
  const std::uint64_t top = sign_bit<W>().value();
  if (v.full.s.lo.signed_value() < 0) {
    v.full.s.lo = W::of(round_up(v.stride, v.full.s.lo.value(), last).value_or(0));
  } else {
    const auto least = round_up(v.stride, v.full.s.lo.value(), top - 1);
    if (!least) return false;
    v.full.s.lo = W::of(*least);
  }
  if (v.full.s.hi.signed_value() >= 0) {
    v.full.s.hi = W::of(round_down(v.stride, v.full.s.hi.value(), 0).value_or(last));
  } else {
    const auto most = round_down(v.stride, v.full.s.hi.value(), top);
    if (!most) return false;
    v.full.s.hi = W::of(*most);
  }
  return true;
}

template <class W, class H>
BasicScalar<W, H> reduce(BasicScalar<W, H> v) {
  using S = BasicScalar<W, H>;
  if (v.settled) return v;
  // Strides and halves can pull at each other a little more each round; that is cut off here.
  constexpr unsigned kRounds = 6;
  for (unsigned round = 0; round < kRounds; ++round) {
    if (v.full.u.lo == v.full.u.hi) break;
    v.full = reduce(v.full);
    const View<W> before = v.full;
    View<H> low = low_view(v);
    exchange_halves(v.full, low);
    v.low_u = low.u;
    v.low_s = low.s;
    if (is_contradictory(v) || !exchange_stride_bits(v) || !round_to_stride(v)) return S::bottom();
    if (v.full == before) break;
  }
  if (is_contradictory(v)) return S::bottom();
  if (v.full.u.lo == v.full.u.hi) {
    const auto x = v.full.u.lo.raw;
    return v.contains(x) ? S::constant(x) : S::bottom();
  }
  v.settled = true;
  return v;
}

/// Every member of a is r (mod m) for b's congruence, by a's congruence or a's known low bits.
template <class W, class H>
[[nodiscard]] constexpr bool stride_follows(const BasicScalar<W, H>& a, const Congruence& b) {
  if (a.full.u.lo == a.full.u.hi) return a.full.u.lo.value() % b.modulus == b.remainder;
  const auto power = static_cast<std::uint32_t>(power_part(b.modulus, W::bits));
  const std::uint32_t odd = b.modulus / power;
  const bool odd_follows =
      a.stride.modulus % odd == 0 && a.stride.remainder % odd == b.remainder % odd;
  const bool even_follows =
      a.stride.modulus % power == 0 && a.stride.remainder % power == b.remainder % power;
  const bool bits_follow = (a.full.known.unknown().value() & (power - 1)) == 0 &&
                           (a.full.known.must.value() & (power - 1)) == b.remainder % power;
  return odd_follows && (even_follows || bits_follow);
}
template <class W, class H>
bool leq(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b) {
  if (a.is_bottom()) return true;
  if (b.is_bottom()) return false;
  return included(a.full.known, b.full.known) && range_included(a.full.u, b.full.u) &&
         range_included(a.full.s, b.full.s) && range_included(a.low_u, b.low_u) &&
         range_included(a.low_s, b.low_s) && stride_follows(a, b.stride);
}
template <class W, class H>
[[nodiscard]] Congruence join_strides(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b) {
  return stored(join(full_residue(a), full_residue(b)), BasicScalar<W, H>::cap);
}
template <class W, class H>
BasicScalar<W, H> join(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b) {
  if (a.is_bottom()) return b;
  if (b.is_bottom()) return a;
  return reduce(BasicScalar<W, H>{join(a.full, b.full), join(a.low_u, b.low_u),
                                  join(a.low_s, b.low_s), join_strides(a, b), false});
}
template <class W, class H>
BasicScalar<W, H> meet(const BasicScalar<W, H>& a, const BasicScalar<W, H>& b) {
  using S = BasicScalar<W, H>;
  // Two strides may be too much for one; a constant answers for itself.
  if (const auto x = a.as_constant()) return b.contains(*x) ? a : S::bottom();
  if (const auto x = b.as_constant()) return a.contains(*x) ? b : S::bottom();
  const std::optional<Congruence> stride = meet(a.stride, b.stride, S::cap);
  if (!stride || a.is_bottom() || b.is_bottom()) return S::bottom();
  return reduce(
      S{meet(a.full, b.full), meet(a.low_u, b.low_u), meet(a.low_s, b.low_s), *stride, false});
}

}  // namespace assay
