// SPDX-License-Identifier: Apache-2.0
// Inclusion of states: every concrete state that `source` means is one that `target` means.
//
// The answer carries its witness: for each symbol of the target the term over the source's symbols
// that plays its part; resources, null pointers and elements are paired on the way, whatever their
// numbers. It is found from the values alone (no search), and then every fact, link, bound and
// excluded word of the target is checked under it. Two values are equal as terms, or where what the
// source knows of their difference, a sum of several symbols, is 0. "No" means not shown, never "is
// not".
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "verifier/domain/state.hpp"

namespace assay {

/// Target symbol -> term over the source's symbols; ascends by symbol.
class SymbolMap {
 public:
  void reserve(std::size_t symbols) { entries_.reserve(symbols); }
  void assign(Symbol symbol, const Term& term);
  [[nodiscard]] const Term* find(Symbol symbol) const;
  /// `term` with every symbol mapped; nothing when one is not assigned or the result is too large.
  [[nodiscard]] std::optional<Term> apply(const Term& term) const;

 private:
  std::vector<std::pair<Symbol, Term>> entries_;
};

[[nodiscard]] std::optional<SymbolMap> includes(const State& target, const State& source);

/// The map alone, where the values match.
[[nodiscard]] std::optional<SymbolMap> match_values(const State& target, const State& source);

/// What the source knows of what the target claims of its symbols, under the map.
struct Correspondence {
  const Knowledge& target;
  const Knowledge& source;
  const SymbolMap& map;

  [[nodiscard]] bool has_facts(const SymbolFacts& claimed) const;
  /// Also where none is claimed.
  [[nodiscard]] bool has_link(const SymbolFacts& claimed) const;
  [[nodiscard]] bool has_bound(const LinearExpr& claimed) const;
  [[nodiscard]] bool has_exclusion(const ExcludedWord& claimed) const;
};

/// The call chain and the numbers of marks and of held resources are the same.
[[nodiscard]] bool same_shape(const State& a, const State& b);

}  // namespace assay
