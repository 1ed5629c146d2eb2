// SPDX-License-Identifier: Apache-2.0
// Linear expressions over the integers, for bounds `expression <= 0` between symbols.
//
// Sizes: constants stay below 2^101, coefficients below 2^62; where an end of a range is multiplied
// the coefficient is at most 2^40, so that a sum of eight stays below 2^110. Source:
// docs/checker-rules.md, "Bounds".
#pragma once

#include "loader/checker/proof/term.hpp"
#include "loader/checker/proof/wide.hpp"

namespace assay::checker {

inline constexpr uint32_t kLinearSymbols = 8;

/// How a word is an integer.
enum class Reading : uint16_t { Unsigned, Signed };

/// Symbols ascend; no coefficient is 0.
struct Linear {
  Wide constant;
  int64_t coefficient[kLinearSymbols] = {};
  Symbol symbol[kLinearSymbols] = {};
  uint32_t count = 0;
  uint32_t no_padding = 0;

  void set(Wide number) {
    constant = number;
    count = 0;
  }
  /// The term with coefficients and constant read as signed numbers.
  void read(const Term& term);
  /// Says no more of the symbol.
  void drop(Symbol s);
  [[nodiscard]] bool is_constant() const { return count == 0; }
  [[nodiscard]] int64_t of_symbol(Symbol s) const {
    for (uint32_t i = 0; i < count; ++i) {
      if (symbol[i] == s) return coefficient[i];
    }
    return 0;
  }
  /// A coefficient is neither 1 nor -1.
  [[nodiscard]] bool scales() const {
    for (uint32_t i = 0; i < count; ++i) {
      if (coefficient[i] > 1 || coefficient[i] < -1) return true;
    }
    return false;
  }
  [[nodiscard, gnu::noinline]] Linear plus(Wide x) const {
    Linear e = *this;
    e.constant = e.constant + x;
    return e;
  }
  /// The same bound over the integers with the coefficients' common divisor taken out.
  [[nodiscard]] Linear tightened() const;
};

/// Constants of bounds in a certificate, and of sums, are smaller than this.
[[nodiscard]] bool is_small(Wide constant);
inline constexpr int64_t kMostCoefficient = int64_t{1} << 62;
inline constexpr int64_t kMostFactor = int64_t{1} << 24;

/// Equal but for the constant.
[[nodiscard]] bool same_direction(const Linear& a, const Linear& b);
/// fa * a + fb * b; false where a coefficient or the constant grows too large, or there are too
/// many symbols.
[[nodiscard]] bool combine(int64_t fa, const Linear& a, int64_t fb, const Linear& b, Linear& out);
[[nodiscard]] inline bool difference(const Linear& a, const Linear& b, Linear& out) {
  return combine(1, a, -1, b, out);
}
/// -a; false as above.
[[nodiscard]] bool negated(const Linear& a, Linear& out);

}  // namespace assay::checker
