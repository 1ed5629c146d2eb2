// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/knowledge.hpp"

#include <algorithm>
#include <span>

#include "ir/base/check.hpp"

namespace assay {
namespace {

/// Most symbols that one lesson asks about beyond the base rule: bounds in a circle would narrow
/// each other for ever.
constexpr std::size_t kMostSpreadOn = 64;

}  // namespace

SymbolFacts* Knowledge::row(Symbol symbol) { return const_cast<SymbolFacts*>(find(symbol)); }

const SymbolFacts* Knowledge::find(Symbol symbol) const {
  if (symbols_.empty()) return nullptr;
  const SymbolFacts* at = symbols_.data();
  for (std::size_t left = symbols_.size(); left > 1; left -= left / 2)
    at += at[left / 2].symbol <= symbol ? left / 2 : 0;
  return at->symbol == symbol ? at : nullptr;
}

Lift natural_lift(const Scalar& facts) {
  const auto signed_width =
      static_cast<std::uint64_t>(facts.smax()) - static_cast<std::uint64_t>(facts.smin());
  return signed_width < facts.umax() - facts.umin() ? Lift::Signed : Lift::Unsigned;
}

Term Knowledge::introduce(SymbolSupply& supply, const Scalar& facts) {
  if (facts.is_bottom()) {
    refute();
    return Term::constant(0);
  }
  if (const auto c = facts.as_constant()) return Term::constant(*c);
  const Symbol symbol = supply.fresh();
  SymbolFacts row;
  row.symbol = symbol;
  row.facts = facts;
  row.lift = natural_lift(facts);
  row.made_at = row.bounded_at = slot_;
  declare(row);
  return Term::of(symbol);
}

void Knowledge::declare(const SymbolFacts& added) {
  const auto it = std::ranges::lower_bound(symbols_, added.symbol, {}, &SymbolFacts::symbol);
  ASSAY_CHECK(it == symbols_.end() || it->symbol != added.symbol, "symbol declared twice");
  symbols_.insert(it, added);
}

void Knowledge::link(Symbol symbol, LinkKind kind, const Term& of) {
  SymbolFacts* facts = row(symbol);
  ASSAY_CHECK(facts != nullptr, "link of an unknown symbol");
  facts->link = kind;
  facts->of = of;
}

Term Knowledge::resolve(Term term) const {
  for (const Replacement& r : replacements_) {
    if (term.coefficient_of(r.symbol) == 0) continue;
    // A replacement never has more symbols than the term it came from may hold; where it does not
    // fit the old symbol stays, with its facts.
    if (const auto next = term.substitute(r.symbol, r.by)) term = *next;
  }
  return term;
}

Scalar Knowledge::evaluate(const Term& term) const {
  if (const auto symbol = term.as_symbol()) {
    const SymbolFacts* known = find(*symbol);
    ASSAY_CHECK(known != nullptr, "term with an unknown symbol");
    return known->facts;
  }
  Scalar sum = Scalar::constant(term.constant_part());
  bool first = true;
  for (const Monomial& m : term.monomials()) {
    const SymbolFacts* facts = find(m.symbol);
    ASSAY_CHECK(facts != nullptr, "term with an unknown symbol");
    const bool negative = static_cast<std::int64_t>(m.coefficient) < 0;
    const std::uint64_t size = negative ? std::uint64_t{0} - m.coefficient : m.coefficient;
    Scalar part = facts->facts;
    if (size != 1) part = alu(AluOp::Mul, Width::W64, part, Scalar::constant(size));
    if (first && !negative && term.constant_part() == 0) {
      sum = part;
    } else {
      sum = alu(negative ? AluOp::Sub : AluOp::Add, Width::W64, sum, part);
    }
    first = false;
  }
  return sum;
}

// --- Learning ------------------------------------------------------------------------------------

void Knowledge::narrow(Symbol symbol, const Scalar& facts) {
  SymbolFacts* known = row(symbol);
  ASSAY_CHECK(known != nullptr, "narrowing an unknown symbol");
  const Scalar next = exclusions_.taken_from(meet(known->facts, facts), symbol);
  if (next.is_bottom()) return refute();
  if (next == known->facts) return;
  known->facts = next;
  known->bounded_at = slot_;
  exclusions_.drop_if(
      [&](const ExcludedWord& e) { return e.symbol == symbol && !next.contains(e.word); });
  narrowed_.push_back(symbol);
}

void Knowledge::spread_all() {
  const std::size_t direct = narrowed_.size();
  std::size_t further = 0;
  for (std::size_t i = 0; i < narrowed_.size() && feasible_; ++i) {
    const Symbol symbol = narrowed_[i];
    const auto later = std::span(narrowed_).subspan(i + 1);
    if (std::ranges::find(later, symbol) != later.end()) continue;
    if (i < direct) {
      spread(symbol);
      continue;
    }
    // Counted when asked: whoever advises, the same symbols are asked about.
    if (advisor_ == nullptr || further == kMostSpreadOn) break;
    ++further;
    if (!advisor_->spreads_on()) continue;
    const std::size_t narrowed = narrowed_.size();
    const std::size_t replaced = replacements_.size();
    spread(symbol);
    if (narrowed_.size() > narrowed || replacements_.size() > replaced || !feasible_)
      advisor_->spread_told();
  }
  narrowed_.clear();
}

void Knowledge::spread(Symbol symbol) {
  const SymbolFacts self = *find(symbol);
  if (self.link != LinkKind::None) refine_low32(self.of, self.facts);
  if (const auto c = self.facts.as_constant()) return replace(symbol, Term::constant(*c));
  for (std::size_t i = 0; i < symbols_.size() && feasible_; ++i) {
    if (symbols_[i].link == LinkKind::None || symbols_[i].of.coefficient_of(symbol) == 0) continue;
    const SymbolFacts linked = symbols_[i];
    if (extension_is_identity(linked.link, linked.of)) {
      replace(linked.symbol, linked.of);
    } else {
      narrow(linked.symbol, extension_facts(linked.link, linked.of));
    }
  }
  for (std::size_t i = 0; i < bounds_.size() && feasible_; ++i) {
    if (bounds_[i].coefficient_of(symbol) != 0) tighten(LinearExpr(bounds_[i]));
  }
}

void Knowledge::replace(Symbol symbol, const Term& by) {
  const SymbolFacts* known = find(symbol);
  if (known == nullptr || by.coefficient_of(symbol) != 0) return;
  for (const Replacement& r : replacements_) {
    if (r.symbol == symbol) return;
  }
  const Scalar facts = known->facts;
  const Lift lift = known->lift;
  const auto reading = integer(by, lift);
  replacements_.push_back({symbol, by});
  std::vector<LinearExpr> rewritten;
  for (const LinearExpr& bound : bounds_) {
    const std::int64_t c = bound.coefficient_of(symbol);
    if (c == 0 || !reading) continue;  // a new reading that may wrap: the bound is forgotten
    const auto without = LinearExpr::combine(1, bound, -c, LinearExpr::reading(Term::of(symbol)));
    if (!without) continue;
    if (const auto next = LinearExpr::combine(1, *without, c, *reading)) rewritten.push_back(*next);
  }
  std::erase_if(bounds_, [&](const LinearExpr& b) { return b.coefficient_of(symbol) != 0; });
  for (SymbolFacts& other : symbols_) {
    if (other.link == LinkKind::None || other.of.coefficient_of(symbol) == 0) continue;
    if (const auto next = other.of.substitute(symbol, by)) other.of = *next;
  }
  if (SymbolFacts* self = row(symbol)) self->link = LinkKind::None;
  for (const LinearExpr& bound : rewritten) add(bound);
  if (!by.is_constant()) meet_with(by, facts);
  exclude_of_replaced(symbol, by);
}

void Knowledge::refine_low32(const Term& term, const Scalar& low) {
  if (term.monomials().size() != 1) return refine_twins(term, low);
  const Monomial m = term.monomials()[0];
  const Scalar constant = Scalar::constant(term.constant_part());
  Scalar view = Scalar::top();
  if (m.coefficient == 1) {
    view = alu(AluOp::Sub, Width::W32, low, constant);
  } else if (m.coefficient == ~std::uint64_t{0}) {
    view = alu(AluOp::Sub, Width::W32, constant, low);
  } else {
    return;
  }
  const auto refined =
      assay::refine(JumpOp::Eq, Width::W32, find(m.symbol)->facts, view, Branch::Taken);
  if (!refined) return refute();
  narrow(m.symbol, refined->left);
}

void Knowledge::refine_twins(const Term& term, const Scalar& low) {
  for (std::size_t i = 0; i < symbols_.size() && feasible_; ++i) {
    if (symbols_[i].link == LinkKind::None || !(symbols_[i].of == term)) continue;
    const auto refined =
        assay::refine(JumpOp::Eq, Width::W32, symbols_[i].facts, low, Branch::Taken);
    if (!refined) return refute();
    narrow(symbols_[i].symbol, refined->left);
  }
}

void Knowledge::refine(const Term& term, const Scalar& facts) {
  meet_with(term, facts);
  spread_all();
}

void Knowledge::meet_with(const Term& term, const Scalar& facts) {
  if (!feasible_) return;
  if (facts.is_bottom()) return refute();
  if (const auto c = term.as_constant()) {
    if (!facts.contains(*c)) refute();
    return;
  }
  if (term.monomials().size() == 1) {
    const Monomial m = term.monomials()[0];
    const Scalar constant = Scalar::constant(term.constant_part());
    if (term.as_symbol()) return narrow(m.symbol, facts);
    if (m.coefficient == 1) return narrow(m.symbol, alu(AluOp::Sub, Width::W64, facts, constant));
    if (m.coefficient == ~std::uint64_t{0})
      return narrow(m.symbol, alu(AluOp::Sub, Width::W64, constant, facts));
  }
  const auto within = [&](const LinearExpr& reading, Int128 least, Int128 most) {
    add(reading.plus(-most));
    const auto low = LinearExpr::combine(-1, reading, 1, LinearExpr::constant(least));
    if (low) add(*low);
  };
  if (const auto reading = integer(term, Lift::Unsigned)) {
    within(*reading, facts.umin(), facts.umax());
  } else if (const auto signed_reading = integer(term, Lift::Signed)) {
    within(*signed_reading, facts.smin(), facts.smax());
  }
}

}  // namespace assay
