// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/loosening.hpp"

#include <algorithm>

namespace assay {

void Loosening::set_facts(Symbol symbol, const Scalar& facts) { k_.row(symbol)->facts = facts; }
void Loosening::drop_link(Symbol symbol) { k_.row(symbol)->link = LinkKind::None; }
void Loosening::drop_bound(const LinearExpr& bound) { std::erase(k_.bounds_, bound); }
void Loosening::drop_exclusion(const ExcludedWord& excluded) {
  k_.exclusions_.drop_if([&](const ExcludedWord& e) { return e == excluded; });
}
void Loosening::drop_replacements() { k_.replacements_.clear(); }

void Loosening::keep_only(const std::vector<Symbol>& symbols) {
  const auto kept = [&](Symbol s) { return std::ranges::binary_search(symbols, s); };
  const auto speaks_of_kept = [&](const auto& terms) {
    return std::ranges::all_of(terms, [&](const auto& t) { return kept(t.symbol); });
  };
  for (SymbolFacts& s : k_.symbols_) {
    if (s.link != LinkKind::None && !speaks_of_kept(s.of.monomials())) s.link = LinkKind::None;
  }
  std::erase_if(k_.bounds_, [&](const LinearExpr& b) { return !speaks_of_kept(b.terms()); });
  std::erase_if(k_.replacements_, [&](const Replacement& r) {
    return !kept(r.symbol) || !speaks_of_kept(r.by.monomials());
  });
  k_.exclusions_.drop_if([&](const ExcludedWord& e) { return !kept(e.symbol); });
  std::erase_if(k_.symbols_, [&](const SymbolFacts& s) { return !kept(s.symbol); });
}

}  // namespace assay
