// SPDX-License-Identifier: Apache-2.0
// Congruences x = r (mod m) of the unsigned reading of a word (Granger 1989).
//
// A Stride is what facts keep: 1 <= m <= the cap, r < m. A Residue is what arithmetic computes
// with: m < 2^32, and m = 0 means the one number r. Source: docs/checker-rules.md, "Strides".
#pragma once

#include "loader/checker/proof/word.hpp"

namespace assay::checker {

struct Stride {
  uint32_t modulus = 1;
  uint32_t remainder = 0;
  bool operator==(const Stride&) const = default;
};
struct Residue {
  uint64_t modulus = 1;
  uint64_t remainder = 0;
};

/// The largest modulus kept for a word of n bits.
constexpr uint32_t modulus_cap(unsigned n) { return uint32_t{1} << (n >= 32 ? 16 : n / 2); }

constexpr uint64_t gcd(uint64_t a, uint64_t b) {
  while (b != 0) {
    const uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
/// The power of two in m, at most 2^min(bits, 32); that for m = 0.
constexpr uint64_t power_part(uint64_t m, unsigned bits) {
  const uint64_t most = uint64_t{1} << least_of(bits, 32U);
  return m == 0 ? most : least_of(lowest_bit(m), most);
}
/// 2^n mod m.
constexpr uint64_t power_mod(unsigned n, uint64_t m) {
  return ((~uint64_t{0} >> (64 - n)) % m + 1) % m;
}

constexpr Residue residue_of(Stride s) { return {s.modulus, s.remainder}; }
/// A divisor of the modulus that is at most `cap`, powers of two first to go.
constexpr Stride kept(Residue r, uint32_t cap) {
  uint64_t modulus = cap;
  if (r.modulus != 0) {
    const uint64_t power = lowest_bit(r.modulus);
    const uint64_t odd = r.modulus / power;
    modulus = least_of(power, uint64_t{cap});
    if (odd <= cap) {
      while (odd * modulus > cap) modulus /= 2;
      modulus *= odd;
    }
  }
  return {static_cast<uint32_t>(modulus), static_cast<uint32_t>(r.remainder % modulus)};
}
constexpr Residue reduced(uint64_t modulus, uint64_t remainder) {
  return {modulus, modulus == 0 ? remainder : remainder % modulus};
}
/// What is left of it when the number may have wrapped at 2^bits any number of times.
constexpr Residue wrapped(Residue r, unsigned bits) {
  return reduced(power_part(r.modulus, bits), r.remainder);
}
/// Of the number less `count` times 2^bits.
constexpr Residue lowered(Residue r, unsigned bits, uint64_t count) {
  if (r.modulus == 0) return wrapped(r, bits);
  const uint64_t by = power_mod(bits, r.modulus) * (count % r.modulus) % r.modulus;
  return {r.modulus, (r.remainder + r.modulus - by) % r.modulus};
}
/// Of the number plus 2^bits.
constexpr Residue raised(Residue r, unsigned bits) {
  if (r.modulus == 0) return wrapped(r, bits);
  return {r.modulus, (r.remainder + power_mod(bits, r.modulus)) % r.modulus};
}
/// A constant: exact where products of it fit, else by its low bits.
constexpr Residue residue_of(uint64_t x) {
  constexpr uint64_t limit = uint64_t{1} << 32;
  return x < limit ? Residue{0, x} : Residue{limit / 2, x % (limit / 2)};
}
constexpr Residue join(Residue a, Residue b) {
  const uint64_t apart = most_of(a.remainder, b.remainder) - least_of(a.remainder, b.remainder);
  return reduced(gcd(gcd(a.modulus, b.modulus), apart), a.remainder);
}
constexpr Residue sum(Residue a, Residue b) {
  return reduced(gcd(a.modulus, b.modulus), a.remainder + b.remainder);
}
constexpr Residue difference(Residue a, Residue b) {
  const uint64_t m = gcd(a.modulus, b.modulus);
  if (m == 0) return {1, 0};
  return {m, (a.remainder % m + m - b.remainder % m) % m};
}
constexpr Residue product(Residue a, Residue b) {
  const uint64_t cross = gcd(a.modulus * b.remainder, b.modulus * a.remainder);
  return reduced(gcd(a.modulus * b.modulus, cross), a.remainder * b.remainder);
}

/// The numbers that fit both; false when there are none. Where both need more than the cap, `a`.
constexpr bool meet(Stride a, Stride b, uint32_t cap, Stride& out) {
  const Stride wide = a.modulus >= b.modulus ? a : b;
  const Stride slim = a.modulus >= b.modulus ? b : a;
  const uint64_t common = gcd(wide.modulus, slim.modulus);
  if (wide.remainder % common != slim.remainder % common) return false;
  const uint64_t both = wide.modulus / common * slim.modulus;
  out = both > cap ? a : wide;
  if (slim.modulus == common || both > cap) {
    if (slim.modulus == common) out = wide;
    return true;
  }
  uint64_t x = wide.remainder;
  while (x % slim.modulus != slim.remainder) x += wide.modulus;
  out = {static_cast<uint32_t>(both), static_cast<uint32_t>(x)};
  return true;
}
/// The first x >= bound of the stride, at most `limit`; false where there is none.
constexpr bool round_up(Stride s, uint64_t bound, uint64_t limit, uint64_t& out) {
  const uint64_t gap = (uint64_t{s.remainder} + s.modulus - bound % s.modulus) % s.modulus;
  out = bound + gap;
  return bound <= limit && gap <= limit - bound;
}
/// The last x <= bound of the stride, at least `limit`.
constexpr bool round_down(Stride s, uint64_t bound, uint64_t limit, uint64_t& out) {
  const uint64_t gap = (bound % s.modulus + s.modulus - s.remainder) % s.modulus;
  out = bound - gap;
  return bound >= limit && gap <= bound - limit;
}

}  // namespace assay::checker
