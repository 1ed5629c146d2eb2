// SPDX-License-Identifier: Apache-2.0
// Linear expressions over the integers, for bounds between symbols (difference bounds and a little
// more).
//
// Each symbol has one integer reading (its Lift), fixed as long as bounds speak of it: the unsigned
// or the signed value of its word. A Term read as integers equals its machine word only where no
// wrap-around can happen; knowledge.hpp decides that before it makes an expression of a term.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "verifier/domain/term.hpp"

namespace assay {

__extension__ using Int128 = __int128;

enum class Lift : std::uint8_t { Unsigned, Signed };

struct LinearTerm {
  Symbol symbol{};
  std::int64_t coefficient = 0;
  constexpr bool operator==(const LinearTerm&) const = default;
};

/// sum of coefficient * symbol + constant. Ascends by symbol, no zero coefficients.
class LinearExpr {
 public:
  static constexpr std::size_t kCapacity = 8;

  LinearExpr() = default;
  [[nodiscard]] static LinearExpr constant(Int128 value);
  /// The term with coefficients and constant read as signed 64-bit numbers.
  [[nodiscard]] static LinearExpr reading(const Term& term);

  [[nodiscard]] std::span<const LinearTerm> terms() const { return {terms_.data(), count_}; }
  [[nodiscard]] Int128 constant_part() const { return constant_; }
  [[nodiscard]] bool is_constant() const { return count_ == 0; }
  [[nodiscard]] std::int64_t coefficient_of(Symbol symbol) const {
    for (const LinearTerm& t : terms()) {
      if (t.symbol == symbol) return t.coefficient;
    }
    return 0;
  }
  [[nodiscard]] LinearExpr plus(Int128 constant) const;

  /// factor_a * a + factor_b * b; nothing when a coefficient leaves 62 bits or there are too many.
  [[nodiscard]] static std::optional<LinearExpr> combine(std::int64_t factor_a, const LinearExpr& a,
                                                         std::int64_t factor_b,
                                                         const LinearExpr& b);
  /// a - b.
  [[nodiscard]] static std::optional<LinearExpr> difference(const LinearExpr& a,
                                                            const LinearExpr& b) {
    return combine(1, a, -1, b);
  }
  /// The same bound `expr <= 0` over the integers with the coefficients' common divisor taken out.
  [[nodiscard]] LinearExpr tightened() const;
  /// The largest coefficient, without its sign; 0 for a constant.
  [[nodiscard]] std::int64_t largest_coefficient() const;
  /// Same coefficients (the constants may differ).
  [[nodiscard]] bool same_direction(const LinearExpr& other) const;
  bool operator==(const LinearExpr& other) const {
    return same_direction(other) && constant_ == other.constant_;
  }

 private:
  std::array<LinearTerm, kCapacity> terms_{};
  Int128 constant_ = 0;
  std::uint8_t count_ = 0;
};

}  // namespace assay
