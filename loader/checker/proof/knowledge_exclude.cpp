// SPDX-License-Identifier: Apache-2.0
// Words that symbols are not: what a test for equality teaches where it fails (ADR 34).
#include "loader/checker/proof/knowledge.hpp"

namespace assay::checker {
namespace {

/// That the term is not the word, of its symbol; false unless the term is x + k or -x + k.
bool as_excluded(const Term& term, uint64_t word, Excluded& out) {
  if (!term.has_one_alone()) return false;
  out = {term.symbol[0], 0, term.coefficient[0] * (word - term.constant)};
  return true;
}

}  // namespace

bool Knowledge::excludes(const Excluded& word) const {
  for (uint32_t i = 0; i < excluded_count; ++i) {
    if (excluded[i].symbol == word.symbol && excluded[i].word == word.word) return true;
  }
  return false;
}

bool Knowledge::differs(const Term& term, uint64_t word) const {
  Excluded e;
  return !contains(evaluate(term), word) || (as_excluded(term, word, e) && excludes(e));
}

uint32_t Knowledge::excluded_of(Symbol symbol) const {
  uint32_t n = 0;
  for (uint32_t i = 0; i < excluded_count; ++i) n += excluded[i].symbol == symbol ? 1 : 0;
  return n;
}

bool Knowledge::take_excluded(Symbol symbol, Scalar& facts) const {
  uint64_t words[kMostExcludedOfSymbol] = {};
  uint32_t count = 0;
  desk->spend(excluded_count);
  for (uint32_t i = 0; i < excluded_count && count < kMostExcludedOfSymbol; ++i) {
    if (excluded[i].symbol == symbol) words[count++] = excluded[i].word;
  }
  return take_away(facts, words, count);
}

void Knowledge::add_excluded(const Excluded& word) {
  if (excludes(word)) return;
  if (excluded_of(word.symbol) == kMostExcludedOfSymbol) {
    uint32_t oldest = 0;
    while (excluded[oldest].symbol != word.symbol) ++oldest;
    remove_at(excluded, excluded_count, oldest);
  } else if (excluded_count == kMostExcluded) {
    remove_at(excluded, excluded_count, 0);
  }
  excluded[excluded_count++] = word;
}

void Knowledge::exclude(const Term& term, uint64_t word) {
  if (term.is(word)) return refute();
  Excluded e;
  if (!as_excluded(term, word, e)) return;
  const Row* known = find(e.symbol);
  if (known == nullptr) return desk->fail(Code::Internal);
  if (!contains(known->facts, e.word)) return;
  add_excluded(e);
  narrow(e.symbol, known->facts);
  spread_all();
}

void Knowledge::exclude_replaced(Symbol symbol, const Term& by) {
  for (uint32_t i = 0; i < excluded_count && feasible;) {
    const Excluded e = excluded[i];
    if (e.symbol != symbol) {
      ++i;
      continue;
    }
    remove_at(excluded, excluded_count, i);
    Excluded moved;
    if (by.is(e.word)) return refute();
    if (!as_excluded(by, e.word, moved)) continue;
    const Row* known = find(moved.symbol);
    if (known == nullptr) return desk->fail(Code::Internal);
    add_excluded(moved);
    narrow(moved.symbol, known->facts);
    i = 0;  // words of the other symbol may have gone
  }
}

}  // namespace assay::checker
