// SPDX-License-Identifier: Apache-2.0
// Arithmetic on views of one word: each result holds every `a op b` of members of the operands.
//
// Operands are not empty and reduced; results are not reduced. Source: docs/checker-rules.md,
// "Arithmetic on views"; RFC 9669 sections 4.1 and 4.2.
#pragma once

#include "loader/checker/proof/view.hpp"

namespace assay::checker {

/// How the ends of a range left the word: both alike, or the range is torn.
struct Wraps {
  int lo = 0;
  int hi = 0;
};
template <unsigned N>
constexpr Range unless_torn(Range r, Wraps wraps) {
  return wraps.lo == wraps.hi ? r : Range{0, Word<N>::all};
}
/// -1, 0, 1: a signed sum (or difference) of a and b leaves the word below, not, above.
template <unsigned N>
constexpr int sum_wraps(uint64_t a, uint64_t b) {
  using W = Word<N>;
  const bool out = W::negative(a) == W::negative(b) && W::negative(W::cut(a + b)) != W::negative(a);
  return !out ? 0 : W::negative(a) ? -1 : 1;
}
template <unsigned N>
constexpr int difference_wraps(uint64_t a, uint64_t b) {
  using W = Word<N>;
  const bool out = W::negative(a) != W::negative(b) && W::negative(W::cut(a - b)) != W::negative(a);
  return !out ? 0 : W::negative(a) ? -1 : 1;
}

template <unsigned N>
constexpr View<N> sum(const View<N>& a, const View<N>& b) {
  using W = Word<N>;
  View<N> r;
  const uint64_t least = a.known.must + b.known.must;
  const uint64_t unknown =
      W::cut(((a.known.may + b.known.may) ^ least) | a.known.unknown() | b.known.unknown());
  r.known = {W::cut(least & ~unknown), W::cut(least | unknown)};
  const Range u{W::cut(a.u.lo + b.u.lo), W::cut(a.u.hi + b.u.hi)};
  r.u = unless_torn<N>(u, {u.lo < a.u.lo, u.hi < a.u.hi});
  const Range s = signed_range<N>(W::cut(a.slo() + b.slo()), W::cut(a.shi() + b.shi()));
  r.s = unless_torn<N>(s, {sum_wraps<N>(a.slo(), b.slo()), sum_wraps<N>(a.shi(), b.shi())});
  return r;
}
template <unsigned N>
constexpr View<N> difference(const View<N>& a, const View<N>& b) {
  using W = Word<N>;
  View<N> r;
  const uint64_t unknown = W::cut(((a.known.may - b.known.must) ^ (a.known.must - b.known.may)) |
                                  a.known.unknown() | b.known.unknown());
  const uint64_t known = W::cut((a.known.must - b.known.must) & ~unknown);
  r.known = {known, known | unknown};
  const Range u{W::cut(a.u.lo - b.u.hi), W::cut(a.u.hi - b.u.lo)};
  r.u = unless_torn<N>(u, {a.u.lo < b.u.hi, a.u.hi < b.u.lo});
  const Range s = signed_range<N>(W::cut(a.slo() - b.shi()), W::cut(a.shi() - b.slo()));
  r.s = unless_torn<N>(
      s, {difference_wraps<N>(a.slo(), b.shi()), difference_wraps<N>(a.shi(), b.slo())});
  return r;
}

/// The low bits of a product: as many as are known of both factors.
template <unsigned N>
constexpr Bits product_bits(Bits a, Bits b) {
  using W = Word<N>;
  const uint64_t wrong = lowest_bit(W::cut(lowest_bit(a.unknown()) * lowest_bit(b.may)) |
                                    W::cut(lowest_bit(a.may) * lowest_bit(b.unknown())));
  const uint64_t trusted = W::cut(wrong - 1);
  const uint64_t known = W::cut(a.must * b.must) & trusted;
  return {known, known | W::cut(~trusted)};
}
template <unsigned N>
constexpr bool unsigned_product_fits(uint64_t a, uint64_t b) {
  return a == 0 || b <= Word<N>::all / a;
}
/// False where the product of the signed readings leaves the word.
template <unsigned N>
constexpr bool signed_product(uint64_t a, uint64_t b, int64_t& out) {
  const bool left = __builtin_mul_overflow(Word<N>::read(a), Word<N>::read(b), &out);
  return !left && Word<N>::read(Word<N>::of(out)) == out;
}
/// From the least to the greatest of four signed numbers.
template <unsigned N>
constexpr Range hull(const int64_t (&c)[4]) {
  const int64_t lo = least_of(least_of(c[0], c[1]), least_of(c[2], c[3]));
  const int64_t hi = most_of(most_of(c[0], c[1]), most_of(c[2], c[3]));
  return signed_range<N>(Word<N>::of(lo), Word<N>::of(hi));
}
template <unsigned N>
constexpr View<N> product(const View<N>& a, const View<N>& b) {
  View<N> r;
  r.known = product_bits<N>(a.known, b.known);
  if (unsigned_product_fits<N>(a.u.hi, b.u.hi)) r.u = {a.u.lo * b.u.lo, a.u.hi * b.u.hi};
  int64_t c[4] = {0, 0, 0, 0};
  if (signed_product<N>(a.slo(), b.slo(), c[0]) && signed_product<N>(a.slo(), b.shi(), c[1]) &&
      signed_product<N>(a.shi(), b.slo(), c[2]) && signed_product<N>(a.shi(), b.shi(), c[3]))
    r.s = hull<N>(c);
  return r;
}

/// In [-2^k, 2^k - 1] all bits from k up are the sign: bitwise operations keep such bounds.
template <unsigned N>
constexpr Range sign_prefix(const View<N>& a, const View<N>& b) {
  using W = Word<N>;
  const auto size = [](uint64_t x) { return W::negative(x) ? W::cut(~x) : x; };
  const uint64_t reach = smear(size(a.slo()) | size(a.shi()) | size(b.slo()) | size(b.shi()));
  return signed_range<N>(W::cut(~reach), reach);
}
/// A mask of low ones keeps a range whose members lose the same high bits.
template <unsigned N>
constexpr Range masked(Range a, uint64_t mask) {
  if ((mask & (mask + 1)) == 0 && (a.lo & ~mask) == (a.hi & ~mask))
    return {a.lo & mask, a.hi & mask};
  return {0, mask};
}
template <unsigned N>
constexpr View<N> bit_and(const View<N>& a, const View<N>& b) {
  View<N> r;
  r.known = {a.known.must & b.known.must, a.known.may & b.known.may};
  r.u = {0, least_of(a.u.hi, b.u.hi)};
  if (b.is_constant()) r.u = meet(r.u, masked<N>(a.u, b.u.lo));
  if (a.is_constant()) r.u = meet(r.u, masked<N>(b.u, a.u.lo));
  r.s = sign_prefix(a, b);
  return r;
}
template <unsigned N>
constexpr View<N> bit_or(const View<N>& a, const View<N>& b) {
  return {{a.known.must | b.known.must, a.known.may | b.known.may},
          {most_of(a.u.lo, b.u.lo), Word<N>::all},
          sign_prefix(a, b)};
}
template <unsigned N>
constexpr View<N> bit_xor(const View<N>& a, const View<N>& b) {
  const uint64_t unknown = a.known.unknown() | b.known.unknown();
  const uint64_t known = (a.known.must ^ b.known.must) & ~unknown;
  return {{known, known | unknown}, {0, Word<N>::all}, sign_prefix(a, b)};
}

enum class Shift : uint8_t { Left, Right, Arithmetic };
template <unsigned N>
constexpr uint64_t arithmetic(uint64_t x, unsigned k) {
  return Word<N>::of(Word<N>::read(x) >> k);
}
template <unsigned N>
constexpr View<N> shifted_left(const View<N>& a, unsigned k) {
  using W = Word<N>;
  View<N> r;
  r.known = {W::cut(a.known.must << k), W::cut(a.known.may << k)};
  const bool same_loss = k == 0 || a.u.lo >> (N - k) == a.u.hi >> (N - k);
  r.u = same_loss ? Range{W::cut(a.u.lo << k), W::cut(a.u.hi << k)} : Range{0, W::cut(W::all << k)};
  const uint64_t lo = W::cut(a.slo() << k);
  const uint64_t hi = W::cut(a.shi() << k);
  if (arithmetic<N>(lo, k) == a.slo() && arithmetic<N>(hi, k) == a.shi())
    r.s = signed_range<N>(lo, hi);
  return r;
}
/// By a known amount below N.
template <unsigned N>
constexpr View<N> shifted(Shift kind, const View<N>& a, unsigned k) {
  if (kind == Shift::Left) return shifted_left(a, k);
  View<N> r;
  if (kind == Shift::Right) {
    r.known = {a.known.must >> k, a.known.may >> k};
    r.u = {a.u.lo >> k, a.u.hi >> k};
    if (k == 0) r.s = a.s;
    return r;
  }
  r.known = {arithmetic<N>(a.known.must, k), arithmetic<N>(a.known.may, k)};
  if (k == 0) r.u = a.u;
  r.s = signed_range<N>(arithmetic<N>(a.slo(), k), arithmetic<N>(a.shi(), k));
  return r;
}
/// By an amount modulo N: what holds of every amount that `b` allows.
template <unsigned N>
constexpr View<N> shifted(Shift kind, const View<N>& a, const View<N>& b) {
  if (b.is_constant()) return shifted(kind, a, static_cast<unsigned>(b.u.lo & (N - 1)));
  const View<N> amount = bit_and(b, View<N>::constant(N - 1));
  View<N> r;
  bool first = true;
  for (unsigned k = 0; k < N; ++k) {
    if (!holds(amount.u, k) || !holds(amount.known, k)) continue;
    const View<N> one = shifted(kind, a, k);
    r = first ? one : join(r, one);
    first = false;
  }
  return r;
}

/// x / 0 = 0.
template <unsigned N>
constexpr View<N> quotient(const View<N>& a, const View<N>& b) {
  View<N> r;
  const uint64_t least = b.u.lo == 0 ? 0 : a.u.lo / b.u.hi;
  r.u = {least, b.u.hi == 0 ? 0 : a.u.hi / most_of(b.u.lo, uint64_t{1})};
  return r;
}
/// x mod 0 = x.
template <unsigned N>
constexpr View<N> remainder(const View<N>& a, const View<N>& b) {
  View<N> r;
  const uint64_t mask = b.u.lo - 1;
  if (b.is_constant() && is_power(b.u.lo)) r.known = {a.known.must & mask, a.known.may & mask};
  if (a.u.hi < b.u.lo || b.u.hi == 0) {
    r.u = a.u;
  } else if (b.is_constant() && a.u.lo / b.u.lo == a.u.hi / b.u.lo) {
    r.u = {a.u.lo % b.u.lo, a.u.hi % b.u.lo};
  } else {
    r.u = {0, b.u.lo == 0 ? a.u.hi : least_of(a.u.hi, b.u.hi - 1)};
  }
  return r;
}
/// Quotient of signed readings that truncates; b is not 0.
template <unsigned N>
constexpr int64_t divided(uint64_t a, int64_t b) {
  if (b == -1) return Word<N>::read(Word<N>::cut(0 - a));
  return Word<N>::read(a) / b;
}
/// Of divisors of one sign, from `near` (next to 0) to `far`.
template <unsigned N>
constexpr Range quotients(const View<N>& a, int64_t near, int64_t far) {
  const int64_t c[4] = {divided<N>(a.slo(), near), divided<N>(a.slo(), far),
                        divided<N>(a.shi(), near), divided<N>(a.shi(), far)};
  return hull<N>(c);
}
template <unsigned N>
constexpr bool both_plus(const View<N>& a, const View<N>& b) {
  return !Word<N>::negative(a.slo()) && !Word<N>::negative(b.slo());
}
template <unsigned N>
constexpr View<N> signed_quotient(const View<N>& a, const View<N>& b) {
  using W = Word<N>;
  if (both_plus(a, b)) return quotient(a, b);
  View<N> r;
  const bool single = a.s.lo == a.s.hi && b.s.lo == b.s.hi;
  if (a.slo() == W::top && holds(b.s, W::all ^ W::top) && !single) return r;
  const int64_t lo = W::read(b.slo());
  const int64_t hi = W::read(b.shi());
  constexpr Range none{W::all, 0};
  r.s = none;
  if (hi > 0) r.s = join(r.s, quotients<N>(a, most_of<int64_t>(lo, 1), hi));
  if (lo < 0) r.s = join(r.s, quotients<N>(a, least_of<int64_t>(hi, -1), lo));
  if (lo <= 0 && hi >= 0) r.s = join(r.s, Range{W::top, W::top});
  return r;
}
/// The remainder has the sign of the dividend.
template <unsigned N>
constexpr View<N> signed_remainder(const View<N>& a, const View<N>& b) {
  using W = Word<N>;
  if (both_plus(a, b)) return remainder(a, b);
  const auto size = [](uint64_t x) { return W::negative(x) ? W::cut(0 - x) : x; };
  View<N> r;
  const bool has_zero = holds(b.s, W::top);
  const uint64_t least = has_zero ? 0 : least_of(size(b.slo()), size(b.shi()));
  if (b.slo() == 0 && b.shi() == 0) {
    r.s = a.s;
  } else if (most_of(size(a.slo()), size(a.shi())) < least) {
    r.s = a.s;
  } else if (a.s.lo == a.s.hi && b.s.lo == b.s.hi) {
    const uint64_t quotient = W::of(divided<N>(a.slo(), W::read(b.slo())));
    const uint64_t exact = W::cut(a.slo() - quotient * b.slo());
    r.s = signed_range<N>(exact, exact);
  } else {
    const uint64_t limit = has_zero ? W::top - 1 : most_of(size(b.slo()), size(b.shi())) - 1;
    const int64_t lowest = has_zero ? W::read(W::top) : -W::read(limit);
    const int64_t lo = W::negative(a.slo()) ? most_of(W::read(a.slo()), lowest) : 0;
    const int64_t hi = W::negative(a.shi()) ? 0 : least_of(W::read(a.shi()), W::read(limit));
    r.s = signed_range<N>(W::of(lo), W::of(hi));
  }
  return r;
}

/// The low k bits with their sign extended, 1 <= k <= N.
template <unsigned N>
View<N> low_signed(const View<N>& a, unsigned k) {
  return shifted(Shift::Arithmetic, reduced(shifted_left(a, N - k)), N - k);
}
/// The low k bits, the others 0.
template <unsigned N>
View<N> low_unsigned(const View<N>& a, unsigned k) {
  return shifted(Shift::Right, reduced(shifted_left(a, N - k)), N - k);
}
/// Reverses the lowest `count` units of `unit` bits; the bits above become 0.
constexpr uint64_t reversed(uint64_t x, unsigned unit, unsigned count) {
  uint64_t out = 0;
  for (unsigned i = 0; i < count; ++i)
    out |= (x >> (unit * i) & ((uint64_t{1} << unit) - 1)) << (unit * (count - 1 - i));
  return out;
}

}  // namespace assay::checker
