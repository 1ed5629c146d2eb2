// SPDX-License-Identifier: Apache-2.0
// Known bits of one word ("tristate numbers").
//
// Meaning: gamma(t) = { x : t.must is contained in x, and x in t.may, bit by bit }. A bit in `may`
// and not in `must` is unknown. Invariant of a non-empty value: must & ~may == 0; meet keeps a
// contradiction visible, because it only adds to `must` and takes from `may`.
// Addition and subtraction follow Vishwanathan et al., "Sound, precise and fast abstract
// interpretation with tristate numbers" (CGO 2022).
#pragma once

#include "ir/semantics/word.hpp"

namespace assay {

template <class W>
struct Tnum {
  W must = zero<W>();
  W may = ones<W>();

  [[nodiscard]] static constexpr Tnum constant(W x) { return {x, x}; }
  [[nodiscard]] constexpr W unknown() const { return must ^ may; }
  friend bool operator==(const Tnum&, const Tnum&) = default;
};

template <class W>
[[nodiscard]] constexpr auto contradictory(const Tnum<W>& t) {
  return !((t.must & ~t.may) == zero<W>());
}
template <class W>
[[nodiscard]] constexpr auto contains(const Tnum<W>& t, W x) {
  return ((t.must & ~x) | (x & ~t.may)) == zero<W>();
}
template <class W>
[[nodiscard]] constexpr auto included(const Tnum<W>& a, const Tnum<W>& b) {
  return ((b.must & ~a.must) | (a.may & ~b.may)) == zero<W>();
}
template <class W>
[[nodiscard]] constexpr Tnum<W> meet(const Tnum<W>& a, const Tnum<W>& b) {
  return {a.must | b.must, a.may & b.may};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> join(const Tnum<W>& a, const Tnum<W>& b) {
  return {a.must & b.must, a.may | b.may};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> bit_and(const Tnum<W>& a, const Tnum<W>& b) {
  return {a.must & b.must, a.may & b.may};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> bit_or(const Tnum<W>& a, const Tnum<W>& b) {
  return {a.must | b.must, a.may | b.may};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> bit_xor(const Tnum<W>& a, const Tnum<W>& b) {
  const W unknown = a.unknown() | b.unknown();
  const W known = (a.must ^ b.must) & ~unknown;
  return {known, known | unknown};
}

/// A carry into a bit is unknown exactly where the smallest and the largest sums disagree.
template <class W>
[[nodiscard]] constexpr Tnum<W> add(const Tnum<W>& a, const Tnum<W>& b) {
  const W smallest = a.must + b.must;
  const W unknown = ((a.may + b.may) ^ smallest) | a.unknown() | b.unknown();
  const W known = smallest & ~unknown;
  return {known, known | unknown};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> sub(const Tnum<W>& a, const Tnum<W>& b) {
  const W unknown = ((a.may - b.must) ^ (a.must - b.may)) | a.unknown() | b.unknown();
  const W known = (a.must - b.must) & ~unknown;
  return {known, known | unknown};
}

/// The product's low bits. Where a = 2^i a' and b = 2^j b', and the low k bits of both a' and b'
/// are known, the low i + j + k bits of the product are. High bits come from ranges.
template <class W>
[[nodiscard]] constexpr Tnum<W> mul(const Tnum<W>& a, const Tnum<W>& b) {
  // low_a = 2^i, known_a = 2^(i + k): products of single bits stay single bits, or wrap to zero.
  const W low_a = lowest_bit(a.may);
  const W low_b = lowest_bit(b.may);
  const W known_a = lowest_bit(a.unknown());
  const W known_b = lowest_bit(b.unknown());
  // The first bit that may be wrong is the lower of 2^(i+k_a) 2^j and 2^i 2^(j+k_b); zero: none.
  const W wrong = lowest_bit((known_a * low_b) | (low_a * known_b));
  const W trusted = wrong - W::of(1);  // all ones when nothing is wrong
  const W known = (a.must * b.must) & trusted;
  return {known, known | ~trusted};
}

template <class W>
[[nodiscard]] constexpr Tnum<W> shl(const Tnum<W>& a, unsigned k) {
  return {shl(a.must, k), shl(a.may, k)};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> lshr(const Tnum<W>& a, unsigned k) {
  return {lshr(a.must, k), lshr(a.may, k)};
}
template <class W>
[[nodiscard]] constexpr Tnum<W> ashr(const Tnum<W>& a, unsigned k) {
  return {ashr(a.must, k), ashr(a.may, k)};
}

/// The bits that every number of the unsigned interval [lo, hi] shares: the common prefix.
template <class W>
[[nodiscard]] constexpr Tnum<W> common_prefix(W lo, W hi) {
  const W unknown = smear(lo ^ hi);
  return {lo & ~unknown, lo | unknown};
}

/// A member of a tnum next to a bound, if there is one.
template <class W>
struct Nearest {
  typename W::Bool found;
  W value;
};

/// The smallest member of t that is >= bound, unsigned. Requires: t not contradictory.
template <class W>
[[nodiscard]] constexpr Nearest<W> first_at_least(const Tnum<W>& t, W bound) {
  const W guess = t.must | (bound & t.may);
  const W below = lshr(smear(guess ^ bound), 1);  // bits below the highest difference
  // The guess is too big: bits above the difference agree, so the smallest tail will do.
  const W big = guess & ~(below & t.unknown());
  // Too small (a bit of bound is known zero): set the next unknown clear bit above, clear below it.
  const W above = ~(below + below + W::of(1));
  const W raise = lowest_bit(t.unknown() & ~guess & above);
  const W raised = (guess | raise) & ~((raise - W::of(1)) & t.unknown());
  const auto exact = guess == bound;
  const auto too_small = ult(guess, bound);
  return {!(too_small & (raise == zero<W>())),
          select(exact, bound, select(too_small, raised, big))};
}

/// The largest member of t that is <= bound, unsigned: the same in complement.
template <class W>
[[nodiscard]] constexpr Nearest<W> last_at_most(const Tnum<W>& t, W bound) {
  const Nearest<W> mirrored = first_at_least(Tnum<W>{~t.may, ~t.must}, ~bound);
  return {mirrored.found, ~mirrored.value};
}

}  // namespace assay
