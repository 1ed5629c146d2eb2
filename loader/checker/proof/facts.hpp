// SPDX-License-Identifier: Apache-2.0
// What is known of one word of N bits: a view of it, a view of its low half, and a stride.
//
// Meaning: the words that fit all of it. Never empty: what would be is told by `false`. Source:
// docs/checker-rules.md, "Facts". What this file must not know: terms, states.
#pragma once

#include "loader/checker/proof/stride.hpp"
#include "loader/checker/proof/view.hpp"

namespace assay::checker {

template <unsigned N>
struct Facts {
  using W = Word<N>;
  static constexpr unsigned kHalf = N / 2;
  using H = Word<kHalf>;
  static constexpr uint32_t cap = modulus_cap(N);

  View<N> full;
  Range low_u{0, H::all};
  Range low_s{0, H::all};  // of x ^ H::top, as View::s
  Stride stride;
  bool settled = false;  // reduce() would change nothing
  uint8_t no_padding[7] = {};

  static constexpr Facts top() {
    Facts f;
    f.settled = true;
    return f;
  }
  static constexpr Facts constant(uint64_t x) {
    Facts f;
    f.set(x);
    return f;
  }
  [[gnu::noinline]] constexpr void set(uint64_t x) {
    full = View<N>::constant(x);
    const uint64_t low = x & H::all;
    low_u = {low, low};
    low_s = {low ^ H::top, low ^ H::top};
    stride = {cap, static_cast<uint32_t>(x % cap)};
    settled = true;
  }
  constexpr bool is_constant() const { return full.is_constant(); }
  /// Of a constant.
  constexpr uint64_t value() const { return full.u.lo; }
  constexpr uint64_t umin() const { return full.u.lo; }
  constexpr uint64_t umax() const { return full.u.hi; }
  constexpr int64_t smin() const { return W::read(full.slo()); }
  constexpr int64_t smax() const { return W::read(full.shi()); }
  constexpr int64_t low_smin() const { return H::read(low_s.lo ^ H::top); }
  constexpr int64_t low_smax() const { return H::read(low_s.hi ^ H::top); }
  constexpr uint64_t known_zeros() const { return W::cut(~full.known.may); }
  [[gnu::noinline]] constexpr View<kHalf> low() const {
    return {{full.known.must & H::all, full.known.may & H::all}, low_u, low_s};
  }
};

template <unsigned N>
constexpr bool is_contradictory(const Facts<N>& f) {
  return is_empty(f.full) || is_empty(f.low_u) || is_empty(f.low_s);
}
/// The same components; whether they have been reduced is no part of them.
template <unsigned N>
bool same(const Facts<N>& a, const Facts<N>& b) {
  return a.full == b.full && a.low_u == b.low_u && a.low_s == b.low_s && a.stride == b.stride;
}
template <unsigned N>
bool contains(const Facts<N>& f, uint64_t x) {
  using H = Word<N / 2>;
  const uint64_t low = x & H::all;
  return holds(f.full.known, x) && holds(f.full.u, x) && holds(f.full.s, x ^ Word<N>::top) &&
         holds(f.low_u, low) && holds(f.low_s, low ^ H::top) &&
         x % f.stride.modulus == f.stride.remainder;
}

/// Ends of the whole that are close bound the low half, in each order in which it did not wrap.
template <unsigned N>
constexpr void bound_low(View<N / 2>& low, uint64_t lo, uint64_t hi) {
  using H = Word<N / 2>;
  if (Word<N>::cut(hi - lo) > H::all) return;
  const Range u{lo & H::all, hi & H::all};
  const Range s{u.lo ^ H::top, u.hi ^ H::top};
  if (!is_empty(u)) low.u = meet(low.u, u);
  if (!is_empty(s)) low.s = meet(low.s, s);
}
/// Moves both ends inward to numbers whose low half lies in `low`.
template <unsigned N>
constexpr Range rounded_to_low(Range r, Range low) {
  constexpr uint64_t mask = Word<N / 2>::all;
  const uint64_t lo_part = r.lo & mask;
  const uint64_t hi_part = r.hi & mask;
  Range out = r;
  if (lo_part < low.lo) {
    out.lo = (r.lo & ~mask) | low.lo;
  } else if (lo_part > low.hi) {
    if ((r.lo | mask) == Word<N>::all) return {1, 0};
    out.lo = ((r.lo & ~mask) + mask + 1) | low.lo;
  }
  if (hi_part > low.hi) {
    out.hi = (r.hi & ~mask) | low.hi;
  } else if (hi_part < low.lo) {
    if (r.hi <= mask) return {1, 0};
    out.hi = ((r.hi & ~mask) - mask - 1) | low.hi;
  }
  return meet(r, out);
}
/// The whole and its low half tell each other what they know.
template <unsigned N>
constexpr void exchange_halves(View<N>& whole, View<N / 2>& low) {
  using W = Word<N>;
  using H = Word<N / 2>;
  low.known = meet(low.known, {whole.known.must & H::all, whole.known.may & H::all});
  bound_low<N>(low, whole.u.lo, whole.u.hi);
  bound_low<N>(low, whole.slo(), whole.shi());
  reduce_view(low);
  whole.known = meet(whole.known, {low.known.must, low.known.may | (W::all & ~H::all)});
  whole.u = rounded_to_low<N>(whole.u, low.u);
  whole.s = rounded_to_low<N>(whole.s, low.u);
  const auto extended = [](uint64_t x) { return W::of(H::read(x)); };
  const Range narrow = signed_range<N>(extended(H::top), extended(H::top - 1));
  if (narrow.lo <= whole.s.lo && whole.s.hi <= narrow.hi)
    whole.s =
        meet(whole.s, signed_range<N>(extended(low.s.lo ^ H::top), extended(low.s.hi ^ H::top)));
}
/// Known low bits and the power of two in the modulus are one fact; false on contradiction.
template <unsigned N>
constexpr bool exchange_stride(Facts<N>& f) {
  using W = Word<N>;
  const uint64_t power = power_part(f.stride.modulus, N);
  const uint64_t bits = f.stride.remainder & (power - 1);
  f.full.known = meet(f.full.known, {bits, bits | W::cut(~(power - 1))});
  if (is_empty(f.full.known)) return false;
  const uint64_t odd = f.stride.modulus / power;
  const uint64_t unknown = f.full.known.unknown();
  uint64_t trusted = unknown == 0 ? f.cap : lowest_bit(unknown);
  while (trusted > 1 && (trusted > f.cap || trusted * odd > f.cap)) trusted /= 2;
  if (trusted <= power) return true;
  const Stride by_bits{static_cast<uint32_t>(trusted),
                       static_cast<uint32_t>(f.full.known.must & (trusted - 1))};
  return meet(f.stride, by_bits, f.cap, f.stride);
}
/// Moves ends inward to the stride. Powers of two are left to the known bits.
template <unsigned N>
constexpr bool round_to_stride(Facts<N>& f) {
  using W = Word<N>;
  if (is_power(f.stride.modulus)) return true;
  uint64_t lo = 0;
  uint64_t hi = 0;
  if (!round_up(f.stride, f.full.u.lo, W::all, lo)) return false;
  if (!round_down(f.stride, f.full.u.hi, 0, hi)) return false;
  f.full.u = meet(f.full.u, {lo, hi});
  // The stride speaks of unsigned readings: those of negative numbers are [top, all].
  const uint64_t slo = f.full.slo();
  const uint64_t shi = f.full.shi();
  if (!round_up(f.stride, slo, W::negative(slo) ? W::all : W::top - 1, lo)) {
    if (!W::negative(slo)) return false;
    lo = 0;
  }
  if (!round_down(f.stride, shi, W::negative(shi) ? W::top : 0, hi)) {
    if (W::negative(shi)) return false;
    hi = W::all;
  }
  f.full.s = signed_range<N>(lo, hi);
  return true;
}

/// Lets the components tell each other what they know; false where no word fits.
template <unsigned N>
bool reduce(Facts<N>& f) {
  if (f.settled) return true;
  constexpr unsigned kRounds = 6;
  for (unsigned round = 0; round < kRounds && !f.full.is_constant(); ++round) {
    reduce_view(f.full);
    const View<N> before = f.full;
    View<N / 2> low = f.low();
    exchange_halves<N>(f.full, low);
    f.low_u = low.u;
    f.low_s = low.s;
    if (is_contradictory(f) || !exchange_stride(f) || !round_to_stride(f)) return false;
    if (f.full == before) break;
  }
  if (is_contradictory(f)) return false;
  if (f.full.is_constant()) {
    const uint64_t x = f.value();
    if (!contains(f, x)) return false;
    f.set(x);
  }
  f.settled = true;
  return true;
}
template <unsigned N>
bool unsigned_facts(uint64_t lo, uint64_t hi, Facts<N>& out) {
  out = Facts<N>{};
  out.full.u = {lo, hi};
  return reduce(out);
}
template <unsigned N>
bool signed_facts(int64_t lo, int64_t hi, Facts<N>& out) {
  out = Facts<N>{};
  out.full.s = signed_range<N>(Word<N>::of(lo), Word<N>::of(hi));
  return reduce(out);
}

/// False where no word fits both.
template <unsigned N>
bool meet(const Facts<N>& a, const Facts<N>& b, Facts<N>& out) {
  if (a.is_constant() || b.is_constant()) {
    const Facts<N>& known = a.is_constant() ? a : b;
    if (!contains(a.is_constant() ? b : a, known.value())) return false;
    out = known;
    return true;
  }
  Facts<N> r{meet(a.full, b.full), meet(a.low_u, b.low_u), meet(a.low_s, b.low_s), {}, false};
  if (!meet(a.stride, b.stride, Facts<N>::cap, r.stride) || !reduce(r)) return false;
  out = r;
  return true;
}
template <unsigned N>
constexpr Residue full_residue(const Facts<N>& f) {
  return f.is_constant() ? residue_of(f.value()) : residue_of(f.stride);
}
template <unsigned N>
bool join(const Facts<N>& a, const Facts<N>& b, Facts<N>& out) {
  const Stride stride = kept(join(full_residue(a), full_residue(b)), Facts<N>::cap);
  Facts<N> r{join(a.full, b.full), join(a.low_u, b.low_u), join(a.low_s, b.low_s), stride, false};
  out = r;
  return reduce(out);
}

/// Every member of `a` fits the stride, by its own stride or its known low bits.
template <unsigned N>
constexpr bool stride_follows(const Facts<N>& a, Stride b) {
  if (a.is_constant()) return a.value() % b.modulus == b.remainder;
  const uint64_t power = power_part(b.modulus, N);
  const uint64_t odd = b.modulus / power;
  const auto by_stride = [&](uint64_t m) {
    return a.stride.modulus % m == 0 && a.stride.remainder % m == b.remainder % m;
  };
  const bool by_bits = (a.full.known.unknown() & (power - 1)) == 0 &&
                       (a.full.known.must & (power - 1)) == b.remainder % power;
  return by_stride(odd) && (by_stride(power) || by_bits);
}
/// Every component of `b` follows from `a`.
template <unsigned N>
bool within(const Facts<N>& a, const Facts<N>& b) {
  return within(a.full.known, b.full.known) && within(a.full.u, b.full.u) &&
         within(a.full.s, b.full.s) && within(a.low_u, b.low_u) && within(a.low_s, b.low_s) &&
         stride_follows(a, b.stride);
}

}  // namespace assay::checker
