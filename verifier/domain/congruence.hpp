// SPDX-License-Identifier: Apache-2.0
// Congruences x = r (mod m) over the unsigned integer value of a word (P. Granger, "Static analysis
// of arithmetical congruences", 1989). Concrete only: greatest common divisors loop.
//
// A Congruence is what a value stores: 1 <= modulus <= the cap, remainder < modulus. A Residue is
// what operations compute with: any modulus, where 0 means the one integer `remainder`. Wrapping
// by a multiple of 2^n is kept sound by taking the gcd of the modulus with 2^n.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <optional>

namespace assay {

struct Congruence {
  std::uint32_t modulus = 1;
  std::uint32_t remainder = 0;
  friend constexpr bool operator==(const Congruence&, const Congruence&) = default;
};

/// modulus 0: exactly `remainder`. Otherwise remainder < modulus. Requires modulus < 2^32.
struct Residue {
  std::uint64_t modulus = 1;
  std::uint64_t remainder = 0;
};

/// The largest modulus stored for an n-bit word: 2^16 at 64 bits, 2^(n/2) at scaled-down widths.
[[nodiscard]] constexpr std::uint32_t modulus_cap(unsigned bits) {
  return std::uint32_t{1} << (bits >= 32 ? 16 : bits / 2);
}

/// A divisor of `modulus` that is at most `cap` (a power of two): powers of two go first.
[[nodiscard]] constexpr std::uint32_t capped_modulus(std::uint64_t modulus, std::uint32_t cap) {
  if (modulus == 0) return cap;
  const std::uint64_t power = modulus & (0 - modulus);
  const std::uint64_t odd = modulus / power;
  if (odd > cap) return static_cast<std::uint32_t>(std::min<std::uint64_t>(power, cap));
  std::uint64_t scale = power;
  while (odd * std::min<std::uint64_t>(scale, cap) > cap) scale /= 2;
  return static_cast<std::uint32_t>(odd * std::min<std::uint64_t>(scale, cap));
}
[[nodiscard]] constexpr Congruence stored(const Residue& r, std::uint32_t cap) {
  const std::uint32_t modulus = capped_modulus(r.modulus, cap);
  return {modulus, static_cast<std::uint32_t>(r.remainder % modulus)};
}
[[nodiscard]] constexpr Residue residue(const Congruence& c) { return {c.modulus, c.remainder}; }

/// gcd(a, b), where 0 is the identity.
[[nodiscard]] constexpr std::uint64_t gcd_of(std::uint64_t a, std::uint64_t b) {
  if (a == 0 || b == 0) return a | b;
  if (std::has_single_bit(a) && std::has_single_bit(b)) return std::min(a, b);
  return std::gcd(a, b);
}
/// 2^n mod m, for n <= 64 and m >= 1.
[[nodiscard]] constexpr std::uint64_t power_mod(unsigned n, std::uint64_t m) {
  const std::uint64_t below = ~std::uint64_t{0} >> (64 - n);
  return (below % m + 1) % m;
}
/// The power of two in m, at most 2^bits (the gcd with 2^bits); 2^min(bits, 32) for m = 0.
[[nodiscard]] constexpr std::uint64_t power_part(std::uint64_t m, unsigned bits) {
  const std::uint64_t cap = std::uint64_t{1} << std::min(bits, 32U);
  return m == 0 ? cap : std::min(m & (0 - m), cap);
}

/// The same facts about x mod 2^bits, when x may have wrapped any number of times.
[[nodiscard]] constexpr Residue wrapped(const Residue& r, unsigned bits) {
  const std::uint64_t modulus = power_part(r.modulus, bits);
  return {modulus, r.remainder % modulus};
}
/// Facts about x - count * 2^bits, for a known count.
[[nodiscard]] constexpr Residue minus_power(const Residue& r, unsigned bits, std::uint64_t count) {
  if (r.modulus == 0) return wrapped(r, bits);
  const std::uint64_t shift = power_mod(bits, r.modulus) * (count % r.modulus) % r.modulus;
  return {r.modulus, (r.remainder + r.modulus - shift) % r.modulus};
}

/// Facts about x + 2^bits.
[[nodiscard]] constexpr Residue plus_power(const Residue& r, unsigned bits) {
  if (r.modulus == 0) return wrapped(r, bits);
  return {r.modulus, (r.remainder + power_mod(bits, r.modulus)) % r.modulus};
}

/// A constant as an exact residue where products of it still fit 64 bits, else by its low bits.
[[nodiscard]] constexpr Residue constant_residue(std::uint64_t x) {
  const std::uint64_t limit = std::uint64_t{1} << 32;
  return x < limit ? Residue{0, x} : Residue{limit / 2, x % (limit / 2)};
}
[[nodiscard]] constexpr Residue reduced(std::uint64_t modulus, std::uint64_t remainder) {
  return {modulus, modulus == 0 ? remainder : remainder % modulus};
}
[[nodiscard]] constexpr Residue join(const Residue& a, const Residue& b) {
  const std::uint64_t apart =
      std::max(a.remainder, b.remainder) - std::min(a.remainder, b.remainder);
  return reduced(gcd_of(gcd_of(a.modulus, b.modulus), apart), a.remainder);
}
/// x + y, as integers.
[[nodiscard]] constexpr Residue add(const Residue& a, const Residue& b) {
  return reduced(gcd_of(a.modulus, b.modulus), a.remainder + b.remainder);
}
/// x - y, as integers; nothing for two constants, whose difference may be negative.
[[nodiscard]] constexpr Residue sub(const Residue& a, const Residue& b) {
  const std::uint64_t modulus = gcd_of(a.modulus, b.modulus);
  if (modulus == 0) return {1, 0};
  return {modulus, (a.remainder % modulus + modulus - b.remainder % modulus) % modulus};
}
/// x * y, as integers. Requires moduli and remainders below 2^32.
[[nodiscard]] constexpr Residue mul(const Residue& a, const Residue& b) {
  const std::uint64_t cross = gcd_of(a.modulus * b.remainder, b.modulus * a.remainder);
  return reduced(gcd_of(a.modulus * b.modulus, cross), a.remainder * b.remainder);
}

/// The numbers that meet both; nullopt when there is none. When the combined modulus passes the
/// cap, a is kept.
[[nodiscard]] constexpr std::optional<Congruence> meet(const Congruence& a, const Congruence& b,
                                                       std::uint32_t cap) {
  const Congruence& wide = a.modulus >= b.modulus ? a : b;
  const Congruence& slim = a.modulus >= b.modulus ? b : a;
  const std::uint32_t common = std::gcd(wide.modulus, slim.modulus);
  if (wide.remainder % common != slim.remainder % common) return std::nullopt;
  const std::uint64_t both = std::uint64_t{wide.modulus} / common * slim.modulus;
  if (slim.modulus == common) return wide;
  if (both > cap) return a;
  std::uint32_t x = wide.remainder;
  while (x % slim.modulus != slim.remainder) x += wide.modulus;
  return Congruence{static_cast<std::uint32_t>(both), x};
}

/// The smallest x >= bound with x = r (mod m); nullopt when it passes `limit`.
[[nodiscard]] constexpr std::optional<std::uint64_t> round_up(const Congruence& c,
                                                              std::uint64_t bound,
                                                              std::uint64_t limit) {
  const std::uint64_t gap =
      (std::uint64_t{c.remainder} + c.modulus - bound % c.modulus) % c.modulus;
  if (bound > limit || gap > limit - bound) return std::nullopt;
  return bound + gap;
}
/// The largest x <= bound with x = r (mod m); nullopt when it falls below `limit`.
[[nodiscard]] constexpr std::optional<std::uint64_t> round_down(const Congruence& c,
                                                                std::uint64_t bound,
                                                                std::uint64_t limit) {
  const std::uint64_t gap = (bound % c.modulus + c.modulus - c.remainder) % c.modulus;
  if (bound < limit || gap > bound - limit) return std::nullopt;
  return bound - gap;
}

}  // namespace assay
