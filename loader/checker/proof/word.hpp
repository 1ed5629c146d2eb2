// SPDX-License-Identifier: Apache-2.0
// Machine words of N bits, 1 <= N <= 64, kept in the low bits of a uint64_t: the bits above are 0.
//
// Source: docs/checker-rules.md, "Words". N is a parameter so that tests can try all words of 4
// bits. What this file must not know: anything abstract.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::checker {

template <unsigned N>
struct Word {
  static constexpr uint64_t all = ~uint64_t{0} >> (64 - N);
  static constexpr uint64_t top = uint64_t{1} << (N - 1);  // the sign
  static constexpr uint64_t cut(uint64_t x) { return x & all; }
  static constexpr bool negative(uint64_t x) { return (x & top) != 0; }
  /// Two's complement reading.
  static constexpr int64_t read(uint64_t x) {
    return static_cast<int64_t>(x << (64 - N)) >> (64 - N);
  }
  static constexpr uint64_t of(int64_t x) { return cut(static_cast<uint64_t>(x)); }
};

template <class T>
constexpr T least_of(T a, T b) {
  return b < a ? b : a;
}
template <class T>
constexpr T most_of(T a, T b) {
  return a < b ? b : a;
}
/// Every bit at or below the highest set bit of x.
[[gnu::always_inline]] constexpr uint64_t smear(uint64_t x) {
  x |= x >> 1;
  x |= x >> 2;
  x |= x >> 4;
  x |= x >> 8;
  x |= x >> 16;
  return x | x >> 32;
}
/// The lowest set bit of x alone; 0 for 0.
constexpr uint64_t lowest_bit(uint64_t x) { return x & (0 - x); }
constexpr bool is_power(uint64_t x) { return x != 0 && (x & (x - 1)) == 0; }

}  // namespace assay::checker
