// SPDX-License-Identifier: Apache-2.0
// Signed numbers of two words, for sums of bounds. Two's complement; no compiler's 128-bit type.
//
// Whoever computes with them keeps below 2^126 in size (linear.hpp says how). Source:
// docs/checker-rules.md, "Bounds".
#pragma once

#include "loader/checker/proof/word.hpp"

namespace assay::checker {

struct Wide {
  uint64_t low = 0;
  int64_t high = 0;

  static constexpr Wide of(int64_t x) { return {static_cast<uint64_t>(x), x < 0 ? -1 : 0}; }
  static constexpr Wide of_unsigned(uint64_t x) { return {x, 0}; }
  /// 2^k, k < 127.
  static constexpr Wide power(unsigned k) {
    if (k < 64) return {uint64_t{1} << k, 0};
    return {0, static_cast<int64_t>(uint64_t{1} << (k - 64))};
  }
  constexpr bool operator==(const Wide&) const = default;
  constexpr bool negative() const { return high < 0; }
};

[[gnu::always_inline]] constexpr Wide operator+(Wide a, Wide b) {
  const uint64_t low = a.low + b.low;
  const uint64_t carry = low < a.low ? 1 : 0;
  return {low, static_cast<int64_t>(static_cast<uint64_t>(a.high) + static_cast<uint64_t>(b.high) +
                                    carry)};
}
constexpr Wide operator-(Wide a) {
  const uint64_t low = 0 - a.low;
  return {low, static_cast<int64_t>(~static_cast<uint64_t>(a.high) + (low == 0 ? 1 : 0))};
}
constexpr Wide operator-(Wide a, Wide b) { return a + -b; }
[[gnu::always_inline]] constexpr bool operator<(Wide a, Wide b) {
  return a.high != b.high ? a.high < b.high : a.low < b.low;
}
constexpr bool operator<=(Wide a, Wide b) { return !(b < a); }
/// Turns of 2^64 that `distance`, which is not negative, takes, the last one counted whole.
constexpr int64_t turns_of(Wide distance) { return distance.high + (distance.low == 0 ? 0 : 1); }

/// The low 128 bits of a product.
[[nodiscard]] Wide times(Wide a, int64_t factor);
/// a / b, rounded down; b > 0.
[[nodiscard]] Wide floor_divided(Wide a, Wide b);

}  // namespace assay::checker
