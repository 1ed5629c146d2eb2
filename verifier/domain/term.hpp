// SPDX-License-Identifier: Apache-2.0
// Affine terms over machine words: a sum of a few symbols with coefficients and a constant, mod
// 2^64.
//
// A symbol stands for one unknown 64-bit word of one execution. Equal terms are equal words on
// every run, so copies, spills, scaled indices and differences stay exact (Karr 1976, restricted to
// few symbols). What is known of a symbol is kept elsewhere (knowledge.hpp).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>

namespace assay {

enum class Symbol : std::uint32_t {};

/// Hands out symbols that no state has seen. One per analysis.
class SymbolSupply {
 public:
  explicit SymbolSupply(std::uint32_t first = 0) : next_(first) {}
  [[nodiscard]] Symbol fresh() { return Symbol{next_++}; }
  [[nodiscard]] std::uint32_t peek() const { return next_; }

 private:
  std::uint32_t next_;
};

struct Monomial {
  Symbol symbol{};
  std::uint64_t coefficient = 0;  // never 0 inside a Term
  constexpr bool operator==(const Monomial&) const = default;
};

/// Invariants: monomials ascend by symbol; coefficients are not zero; at most kCapacity of them.
class Term {
 public:
  static constexpr std::size_t kCapacity = 4;

  constexpr Term() = default;
  [[nodiscard]] static Term constant(std::uint64_t value) {
    Term t;
    t.constant_ = value;
    return t;
  }
  [[nodiscard]] static Term of(Symbol symbol) {
    Term t;
    t.monomials_[0] = {symbol, 1};
    t.count_ = 1;
    return t;
  }

  [[nodiscard]] std::span<const Monomial> monomials() const { return {monomials_.data(), count_}; }
  [[nodiscard]] std::uint64_t constant_part() const { return constant_; }
  [[nodiscard]] bool is_constant() const { return count_ == 0; }
  [[nodiscard]] std::optional<std::uint64_t> as_constant() const {
    if (count_ != 0) return std::nullopt;
    return constant_;
  }
  /// The symbol when the term is exactly that symbol.
  [[nodiscard]] std::optional<Symbol> as_symbol() const {
    if (count_ != 1 || constant_ != 0 || monomials_[0].coefficient != 1) return std::nullopt;
    return monomials_[0].symbol;
  }
  [[nodiscard]] std::uint64_t coefficient_of(Symbol symbol) const {
    for (const Monomial& m : monomials()) {
      if (m.symbol == symbol) return m.coefficient;
    }
    return 0;
  }

  /// a + factor * b; nothing when the sum would need more than kCapacity symbols.
  [[nodiscard]] static std::optional<Term> combine(const Term& a, std::uint64_t factor,
                                                   const Term& b);
  [[nodiscard]] Term plus(std::uint64_t constant) const;
  [[nodiscard]] Term times(std::uint64_t factor) const;
  /// This term with `symbol` replaced; nothing when the result has too many symbols.
  [[nodiscard]] std::optional<Term> substitute(Symbol symbol, const Term& by) const;

  bool operator==(const Term& other) const;

 private:
  std::array<Monomial, kCapacity> monomials_{};
  std::uint64_t constant_ = 0;
  std::uint8_t count_ = 0;
};

}  // namespace assay
