// SPDX-License-Identifier: Apache-2.0
// Affine terms over words of 64 bits: a sum of at most four symbols with coefficients and a
// constant, modulo 2^64. Equal terms are equal words on every run.
//
// Source: docs/checker-rules.md, "Terms". What this file must not know: what is known of a symbol.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::checker {

using Symbol = uint32_t;
inline constexpr uint32_t kTermSymbols = 4;
inline constexpr uint64_t kMinusOne = ~uint64_t{0};

/// Symbols ascend; no coefficient is 0.
struct Term {
  uint64_t constant = 0;
  uint64_t coefficient[kTermSymbols] = {};
  Symbol symbol[kTermSymbols] = {};
  uint32_t count = 0;
  uint32_t no_padding = 0;

  [[gnu::noinline]] static Term number(uint64_t x) {
    Term t;
    t.constant = x;
    return t;
  }
  [[gnu::noinline]] static Term of(Symbol s) {
    Term t;
    t.symbol[0] = s;
    t.coefficient[0] = 1;
    t.count = 1;
    return t;
  }
  [[nodiscard]] bool is_constant() const { return count == 0; }
  [[nodiscard]] bool is(uint64_t x) const { return count == 0 && constant == x; }
  [[nodiscard]] bool is_symbol() const {
    return count == 1 && constant == 0 && coefficient[0] == 1;
  }
  /// x + k or -x + k.
  [[nodiscard]] bool has_one_alone() const {
    return count == 1 && (coefficient[0] == 1 || coefficient[0] == kMinusOne);
  }
  /// 0 where it does not stand in the term.
  [[nodiscard, gnu::noinline]] uint64_t of_symbol(Symbol s) const {
    for (uint32_t i = 0; i < count; ++i) {
      if (symbol[i] == s) return coefficient[i];
    }
    return 0;
  }
  [[nodiscard, gnu::noinline]] Term plus(uint64_t x) const {
    Term t = *this;
    t.constant += x;
    return t;
  }
  void multiply(uint64_t factor);
  /// Leaves out the symbol at the position.
  void drop(uint32_t position);
};

[[nodiscard]] bool operator==(const Term& a, const Term& b);
/// a + factor * b; false where that has too many symbols.
[[nodiscard]] bool combine(const Term& a, uint64_t factor, const Term& b, Term& out);
/// The term with the symbol replaced; false where that has too many symbols.
[[nodiscard]] bool substitute(const Term& in, Symbol symbol, const Term& by, Term& out);
/// Each coefficient and the constant divided by the factor, as signed numbers; false where one is
/// no multiple of it. By -1 also the least number, whose negative it is among words.
[[nodiscard]] bool divide(const Term& term, int64_t factor, Term& out);

}  // namespace assay::checker
