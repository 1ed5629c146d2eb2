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

/// What of `target` does not follow from `source`, so that a merge can take it back.
struct InclusionGaps {
  bool values_match = false;  // false: the values themselves differ, and the rest is empty
  SymbolMap map;
  std::vector<Symbol> facts;       // symbols of the target whose facts do not follow
  std::vector<Symbol> links;       // symbols of the target whose link does not follow
  std::vector<LinearExpr> bounds;  // bounds of the target that do not follow
  std::vector<ExcludedWord> exclusions;
};
[[nodiscard]] InclusionGaps inclusion_gaps(const State& target, const State& source);

/// The two states, both tidy, have the same call chain and hold the same resources, so that they
/// may be joined. (An inclusion asks for less: it pairs resources by the values that point to
/// them, since only the search tidies.)
[[nodiscard]] bool same_skeleton(const State& a, const State& b);

}  // namespace assay
