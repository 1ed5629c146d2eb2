// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/project.hpp"

#include <algorithm>

#include "verifier/engine/loosening.hpp"

namespace assay {
namespace {

/// The symbols that bounds speak of, a bit for each, which others may share.
class Bounded {
 public:
  explicit Bounded(const Knowledge& knowledge) {
    for (const LinearExpr& b : knowledge.bounds()) {
      for (const LinearTerm& t : b.terms()) bits_ |= bit_for(t.symbol);
    }
  }
  /// False only where no bound speaks of the symbol.
  [[nodiscard]] bool may_have(Symbol symbol) const { return (bits_ & bit_for(symbol)) != 0; }

 private:
  static std::uint64_t bit_for(Symbol symbol) {
    return std::uint64_t{1} << (static_cast<std::uint32_t>(symbol) % 64);
  }

  std::uint64_t bits_ = 0;
};

void eliminate(Knowledge& knowledge, Symbol symbol) {
  std::vector<LinearExpr> with;
  for (const LinearExpr& b : knowledge.bounds()) {
    if (b.coefficient_of(symbol) != 0) with.push_back(b);
  }
  if (with.empty()) return;
  const IntegerRange range = reading_of(*knowledge.find(symbol));
  const LinearExpr self = LinearExpr::reading(Term::of(symbol));
  std::vector<LinearExpr> derived;
  for (const LinearExpr& b : with) {
    const std::int64_t c = b.coefficient_of(symbol);
    // Replace the symbol by the end of its range that weakens the bound.
    const auto without = LinearExpr::combine(1, b, -c, self);
    if (without && c <= Knowledge::kMostCoefficient && c >= -Knowledge::kMostCoefficient) {
      derived.push_back(without->plus(c > 0 ? c * range.low : c * range.high));
    }
    for (const LinearExpr& other : with) {
      const std::int64_t d = other.coefficient_of(symbol);
      if (c <= 0 || d >= 0) continue;
      const auto sum = LinearExpr::combine(-d, b, c, other);
      // Sums of sums would grow without end, and say little.
      const std::int64_t most = std::max(b.largest_coefficient(), other.largest_coefficient());
      if (sum && sum->tightened().largest_coefficient() <= most) derived.push_back(*sum);
    }
  }
  for (const LinearExpr& b : with) Loosening(knowledge).drop_bound(b);
  for (const LinearExpr& d : derived) {
    if (d.terms().size() > 1) knowledge.learn(d);
  }
}

}  // namespace

void project(Knowledge& knowledge, const std::vector<Symbol>& keep) {
  std::vector<Symbol> dropped;
  for (const SymbolFacts& s : knowledge.symbols()) {
    if (!std::ranges::binary_search(keep, s.symbol)) dropped.push_back(s.symbol);
  }
  Bounded bounded(knowledge);
  for (const Symbol s : dropped) {
    if (!bounded.may_have(s)) continue;
    eliminate(knowledge, s);
    bounded = Bounded(knowledge);
  }
  // What is learned on the way may replace a symbol by a term of one that went before.
  Loosening(knowledge).keep_only(keep);
}

}  // namespace assay
