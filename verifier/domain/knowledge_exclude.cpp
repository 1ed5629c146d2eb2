// SPDX-License-Identifier: Apache-2.0
// Words that symbols are not, in a Knowledge.
#include "verifier/domain/knowledge.hpp"

namespace assay {

bool Knowledge::differs(const Term& term, std::uint64_t word) const {
  if (const auto c = term.as_constant()) return *c != word;
  if (!evaluate(term).contains(word)) return true;
  const auto excluded = as_exclusion(term, word);
  return excluded && exclusions_.contains(*excluded);
}

void Knowledge::exclude(const Term& term, std::uint64_t word) {
  if (!feasible_) return;
  if (const auto c = term.as_constant()) {
    if (*c == word) refute();
    return;
  }
  const auto excluded = as_exclusion(term, word);
  if (!excluded || !find(excluded->symbol)->facts.contains(excluded->word)) return;
  exclusions_.add(*excluded);
  narrow(excluded->symbol, find(excluded->symbol)->facts);
  spread_all();
}

void Knowledge::exclude_of_replaced(Symbol symbol, const Term& by) {
  const Exclusions before = exclusions_;
  exclusions_.drop_if([&](const ExcludedWord& e) { return e.symbol == symbol; });
  for (const ExcludedWord& e : before.all()) {
    if (e.symbol != symbol || !feasible_) continue;
    if (const auto c = by.as_constant()) {
      if (*c == e.word) refute();
    } else if (const auto moved = as_exclusion(by, e.word)) {
      exclusions_.add(*moved);
      narrow(moved->symbol, find(moved->symbol)->facts);
    }
  }
}

}  // namespace assay
