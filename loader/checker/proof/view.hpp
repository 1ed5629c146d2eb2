// SPDX-License-Identifier: Apache-2.0
// What is known of one word of N bits: known bits, and its range in unsigned and in signed order.
//
// Meaning: the words that fit all three. A signed range is kept with the sign bit of both ends
// flipped, so that its order is that of unsigned numbers. Source: docs/checker-rules.md, "Views".
// What this file must not know: congruences, halves, terms.
#pragma once

#include "loader/checker/proof/word.hpp"

namespace assay::checker {

/// Words from lo to hi; none where lo > hi.
struct Range {
  uint64_t lo = 0;
  uint64_t hi = 0;
  bool operator==(const Range&) const = default;
};
constexpr bool is_empty(Range r) { return r.lo > r.hi; }
constexpr Range meet(Range a, Range b) { return {most_of(a.lo, b.lo), least_of(a.hi, b.hi)}; }
constexpr Range join(Range a, Range b) { return {least_of(a.lo, b.lo), most_of(a.hi, b.hi)}; }
constexpr bool holds(Range r, uint64_t x) { return r.lo <= x && x <= r.hi; }
constexpr bool within(Range a, Range b) { return b.lo <= a.lo && a.hi <= b.hi; }

/// Each bit is 1 where `must` has it, 0 where `may` lacks it, else unknown.
struct Bits {
  uint64_t must = 0;
  uint64_t may = 0;
  constexpr uint64_t unknown() const { return must ^ may; }
  bool operator==(const Bits&) const = default;
};
constexpr bool is_empty(Bits b) { return (b.must & ~b.may) != 0; }
constexpr bool holds(Bits b, uint64_t x) { return ((b.must & ~x) | (x & ~b.may)) == 0; }
constexpr Bits meet(Bits a, Bits b) { return {a.must | b.must, a.may & b.may}; }
constexpr Bits join(Bits a, Bits b) { return {a.must & b.must, a.may | b.may}; }
constexpr bool within(Bits a, Bits b) { return ((b.must & ~a.must) | (a.may & ~b.may)) == 0; }
/// What all numbers of the range share: their common prefix.
constexpr Bits prefix_of(Range r) {
  const uint64_t unknown = smear(r.lo ^ r.hi);
  return {r.lo & ~unknown, r.lo | unknown};
}

template <unsigned N>
struct View {
  using W = Word<N>;
  Bits known{0, W::all};
  Range u{0, W::all};
  Range s{0, W::all};  // of x ^ W::top
  bool operator==(const View&) const = default;

  static constexpr View constant(uint64_t x) { return {{x, x}, {x, x}, {x ^ W::top, x ^ W::top}}; }
  constexpr bool is_constant() const { return u.lo == u.hi; }
  /// The ends of the signed range, as words.
  constexpr uint64_t slo() const { return s.lo ^ W::top; }
  constexpr uint64_t shi() const { return s.hi ^ W::top; }
};
template <unsigned N>
constexpr Range signed_range(uint64_t lo, uint64_t hi) {
  return {lo ^ Word<N>::top, hi ^ Word<N>::top};
}
template <unsigned N>
constexpr bool is_empty(const View<N>& v) {
  return is_empty(v.known) || is_empty(v.u) || is_empty(v.s);
}
template <unsigned N>
constexpr View<N> meet(const View<N>& a, const View<N>& b) {
  return {meet(a.known, b.known), meet(a.u, b.u), meet(a.s, b.s)};
}
template <unsigned N>
constexpr View<N> join(const View<N>& a, const View<N>& b) {
  return {join(a.known, b.known), join(a.u, b.u), join(a.s, b.s)};
}
template <unsigned N>
constexpr void make_empty(View<N>& v) {
  v.u = v.s = {1, 0};
}

/// The smallest member of `known` that is at least `bound`; false when there is none.
template <unsigned N>
constexpr bool first_from(Bits known, uint64_t bound, uint64_t& out) {
  const uint64_t guess = known.must | (bound & known.may);
  out = guess;
  if (guess == bound) return true;
  const uint64_t up_to = smear(guess ^ bound);  // the highest difference and all below
  if (guess > bound) {
    out = guess & ~((up_to >> 1) & known.unknown());
    return true;
  }
  const uint64_t raise = lowest_bit(known.unknown() & ~guess & ~up_to & Word<N>::all);
  out = (guess | raise) & ~((raise - 1) & known.unknown());
  return raise != 0;
}
/// Moves both ends inward to members of `known`.
template <unsigned N>
constexpr Range trimmed(Range r, Bits known) {
  uint64_t lo = 0;
  uint64_t hi = 0;
  const Bits mirrored{Word<N>::cut(~known.may), Word<N>::cut(~known.must)};
  if (!first_from<N>(known, r.lo, lo) || !first_from<N>(mirrored, Word<N>::cut(~r.hi), hi))
    return {1, 0};
  return meet(r, {lo, Word<N>::cut(~hi)});
}

/// The two orders tell each other about the halves of the number circle.
template <unsigned N>
constexpr void exchange_signs(View<N>& v) {
  using W = Word<N>;
  const uint64_t slo = v.slo();
  const uint64_t shi = v.shi();
  const Range u = v.u;
  // Members without the sign bit lie in [u.lo, shi], members with it in [slo, u.hi].
  const bool plus = u.lo <= shi && !W::negative(shi) && !W::negative(u.lo);
  const bool minus = slo <= u.hi && W::negative(slo) && W::negative(u.hi);
  if (plus && minus) return;
  if (plus) {
    const uint64_t from = W::negative(slo) ? 0 : slo;
    v.u = meet(u, {from, least_of(shi, W::top - 1)});
    v.s = meet(v.s, signed_range<N>(u.lo, least_of(u.hi, W::top - 1)));
  } else if (minus) {
    v.u = meet(u, {most_of(slo, W::top), W::negative(shi) ? shi : W::all});
    v.s = meet(v.s, signed_range<N>(most_of(u.lo, W::top), u.hi));
  } else {
    make_empty(v);
  }
}

/// What bits tell ranges in the first round, ranges tell each other in the second.
template <unsigned N>
void reduce_view(View<N>& v) {
  using W = Word<N>;
  exchange_signs(v);
  v.known = meet(v.known, prefix_of(v.u));
  v.u = trimmed<N>(v.u, v.known);
  const Bits flipped{(v.known.must & ~W::top) | (~v.known.may & W::top),
                     (v.known.may & ~W::top) | (~v.known.must & W::top)};
  v.s = trimmed<N>(v.s, flipped);
  v.known = meet(v.known, prefix_of(v.u));
  exchange_signs(v);
}
template <unsigned N>
View<N> reduced(View<N> v) {
  reduce_view(v);
  return v;
}

}  // namespace assay::checker
