// SPDX-License-Identifier: Apache-2.0
// The reduced product of known bits, unsigned range and signed range of one word.
//
// Meaning: gamma(v) = the intersection of the three. Empty when any component is contradictory;
// emptiness is stable, because every step below only meets. A scalar holds one view of the whole
// word and one of its low half; both use the code here. Requires: nothing about congruences.
#pragma once

#include "ir/semantics/word.hpp"
#include "verifier/domain/range.hpp"
#include "verifier/domain/tnum.hpp"

namespace assay {

template <class W>
struct View {
  Tnum<W> known;
  URange<W> u;
  SRange<W> s;

  [[nodiscard]] static constexpr View constant(W x) {
    return {Tnum<W>::constant(x), {x, x}, {x, x}};
  }
  friend bool operator==(const View&, const View&) = default;
};

template <class W>
[[nodiscard]] constexpr auto is_empty(const View<W>& v) {
  return contradictory(v.known) | is_empty(v.u) | is_empty(v.s);
}
template <class W>
[[nodiscard]] constexpr View<W> meet(const View<W>& a, const View<W>& b) {
  return {meet(a.known, b.known), meet(a.u, b.u), meet(a.s, b.s)};
}
template <class W>
[[nodiscard]] constexpr View<W> join(const View<W>& a, const View<W>& b) {
  return {join(a.known, b.known), join(a.u, b.u), join(a.s, b.s)};
}
template <class W>
[[nodiscard]] constexpr View<W> pick(typename W::Bool c, const View<W>& a, const View<W>& b) {
  return {{select(c, a.known.must, b.known.must), select(c, a.known.may, b.known.may)},
          pick(c, a.u, b.u),
          pick(c, a.s, b.s)};
}
template <class W>
[[nodiscard]] constexpr View<W> empty_view() {
  return {{}, URange<W>::empty(), SRange<W>::empty()};
}

/// Moves both bounds inward to members of the tnum; empty when there is none in between.
template <class W>
[[nodiscard]] constexpr URange<W> trim(const URange<W>& r, const Tnum<W>& known) {
  const Nearest<W> lo = first_at_least(known, r.lo);
  const Nearest<W> hi = last_at_most(known, r.hi);
  return meet(r, pick(lo.found & hi.found, URange<W>{lo.value, hi.value}, URange<W>::empty()));
}

/// Unsigned and signed ranges tell each other about the halves of the number circle.
template <class W>
constexpr void exchange_signs(View<W>& v) {
  const W top = sign_bit<W>();
  const W greatest = ~top;
  // Members without the sign bit lie in [u.lo, s.hi], members with it in [s.lo, u.hi].
  const auto no_positive = ult(v.s.hi, v.u.lo) | negative(v.s.hi) | negative(v.u.lo);
  const auto no_negative = ult(v.u.hi, v.s.lo) | !negative(v.s.lo) | !negative(v.u.hi);
  const URange<W> from_positive{smax_of(v.s.lo, zero<W>()), umin_of(v.s.hi, greatest)};
  const URange<W> from_negative{umax_of(v.s.lo, top), select(negative(v.s.hi), v.s.hi, ones<W>())};
  const SRange<W> as_positive{v.u.lo, umin_of(v.u.hi, greatest)};
  const SRange<W> as_negative{umax_of(v.u.lo, top), v.u.hi};
  const auto neither = no_positive & no_negative;
  const URange<W> u =
      pick(no_negative, from_positive, pick(no_positive, from_negative, URange<W>{}));
  const SRange<W> s = pick(no_negative, as_positive, pick(no_positive, as_negative, SRange<W>{}));
  v.u = meet(v.u, pick(neither, URange<W>::empty(), u));
  v.s = meet(v.s, pick(neither, SRange<W>::empty(), s));
}

/// One round of exchange. Members are kept; a contradiction shows as an empty component.
template <class W>
constexpr void exchange(View<W>& v) {
  exchange_signs(v);
  v.known = meet(v.known, common_prefix(v.u.lo, v.u.hi));
  v.u = trim(v.u, v.known);
  // Signed order is unsigned order with the sign bit flipped, in bounds and bits alike.
  const W top = sign_bit<W>();
  const Tnum<W> flipped{(v.known.must & ~top) | (~v.known.may & top),
                        (v.known.may & ~top) | (~v.known.must & top)};
  v.s = unbiased(trim(biased(v.s), flipped));
  v.known = meet(v.known, common_prefix(v.u.lo, v.u.hi));
}

/// Two rounds: what bits tell ranges in the first, ranges tell each other in the second.
template <class W>
[[nodiscard]] constexpr View<W> reduce(View<W> v) {
  exchange(v);
  exchange_signs(v);
  return v;
}

}  // namespace assay
