// SPDX-License-Identifier: Apache-2.0
// Rows, replacement, and the base rule of spreading.
#include "loader/checker/proof/knowledge.hpp"

namespace assay::checker {

Reading natural_reading(const Scalar& facts) {
  const auto width = static_cast<uint64_t>(facts.smax()) - static_cast<uint64_t>(facts.smin());
  return width < facts.umax() - facts.umin() ? Reading::Signed : Reading::Unsigned;
}

// Facts without a word mean that the state has no meaning either, so that any facts are true.
Scalar alu64(Alu op, const Scalar& a, const Scalar& b) {
  Scalar out;
  return facts_alu(op, Part::Whole, a, b, out) ? out : Scalar::top();
}

void Knowledge::copy_to(Knowledge& to) const {
  for (uint32_t i = 0; i < row_count; ++i) to.rows[i] = rows[i];
  for (uint32_t i = 0; i < bound_count; ++i) to.bounds[i] = bounds[i];
  for (uint32_t i = 0; i < replaced_count; ++i) to.replaced[i] = replaced[i];
  for (uint32_t i = 0; i < excluded_count; ++i) to.excluded[i] = excluded[i];
  to.row_count = row_count;
  to.bound_count = bound_count;
  to.replaced_count = replaced_count;
  to.excluded_count = excluded_count;
  to.feasible = feasible;
}

const Row* Knowledge::find(Symbol symbol) const {
  uint32_t low = 0;
  uint32_t high = row_count;
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (rows[middle].symbol < symbol) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < row_count && rows[low].symbol == symbol ? &rows[low] : nullptr;
}

Row* Knowledge::row(Symbol symbol) { return const_cast<Row*>(find(symbol)); }

bool Knowledge::knows(const Term& term) const {
  for (uint32_t i = 0; i < term.count; ++i) {
    if (find(term.symbol[i]) == nullptr) return false;
  }
  return true;
}

Term Knowledge::resolve(const Term& term) const {
  Term out = term;
  desk->spend(replaced_count);
  for (uint32_t i = 0; i < replaced_count; ++i) {
    if (out.of_symbol(replaced[i].symbol) == 0) continue;
    // Where it does not fit the old symbol stays, with its facts.
    static_cast<void>(substitute(out, replaced[i].symbol, replaced[i].by, out));
  }
  return out;
}

Scalar Knowledge::evaluate(const Term& term) const {
  Scalar sum = Scalar::constant(term.constant);
  for (uint32_t i = 0; i < term.count; ++i) {
    const Row* known = find(term.symbol[i]);
    if (known == nullptr) {
      desk->fail(Code::Internal);
      return Scalar::top();
    }
    const uint64_t c = term.coefficient[i];
    const bool negative = static_cast<int64_t>(c) < 0;
    const uint64_t size = negative ? 0 - c : c;
    Scalar part = known->facts;
    if (size != 1) part = alu64(Alu::Mul, part, Scalar::constant(size));
    const bool alone = i == 0 && !negative && term.constant == 0;
    sum = alone ? part : alu64(negative ? Alu::Sub : Alu::Add, sum, part);
  }
  return sum;
}

void Knowledge::forget_bound(uint32_t index) {
  --bound_count;
  for (uint32_t i = index; i < bound_count; ++i) bounds[i] = bounds[i + 1];
}

Term Knowledge::introduce(const Scalar& facts) {
  if (facts.is_constant()) return Term::number(facts.value());
  if (row_count == capacity || desk->next_symbol >= kMostNumbers) {
    desk->fail(Code::TooManySymbols);
    return Term{};
  }
  // Symbols ascend, and a new one is greater than all before.
  Row& made = rows[row_count++];
  made = Row{};
  made.symbol = desk->next_symbol++;
  made.facts = facts;
  made.reading = natural_reading(facts);
  return Term::of(made.symbol);
}

void Knowledge::narrow(Symbol symbol, const Scalar& facts) {
  Row* known = row(symbol);
  if (known == nullptr) return desk->fail(Code::Internal);
  Scalar next;
  if (!meet(known->facts, facts, next) || !take_excluded(symbol, next)) return refute();
  if (same(next, known->facts)) return;
  known->facts = next;
  for (uint32_t i = excluded_count; i-- > 0;) {
    if (excluded[i].symbol == symbol && !contains(next, excluded[i].word)) remove_excluded(i);
  }
  if (desk->narrowed_count == desk->narrowed_capacity) return desk->fail(Code::TooManyLessons);
  desk->narrowed[desk->narrowed_count++] = symbol;
}

void Knowledge::spread_all() {
  const uint32_t direct = desk->narrowed_count;
  uint32_t further = 0;
  for (uint32_t i = 0; i < desk->narrowed_count && feasible; ++i) {
    const Symbol symbol = desk->narrowed[i];
    bool later = false;
    for (uint32_t j = i + 1; j < desk->narrowed_count; ++j)
      later = later || desk->narrowed[j] == symbol;
    if (later) continue;
    if (i >= direct) {
      if (further++ == kMostSpreadOn) break;
      if (!desk->pays_for_steps() || !desk->steps.spreads_on()) continue;
    }
    spread(symbol);
  }
  desk->narrowed_count = 0;
}

[[gnu::noinline]] void Knowledge::spread_to_link(const Row& linked) {
  const Symbol symbol = linked.symbol;
  const Term of = linked.of;
  if (extension_is_identity(linked.link, of)) return replace(symbol, of);
  narrow(symbol, extension_facts(linked.link, of));
}

void Knowledge::spread(Symbol symbol) {
  desk->spend(row_count);
  const Row* known = find(symbol);
  if (known == nullptr) return desk->fail(Code::Internal);
  desk->spend(1);
  const Scalar facts = known->facts;
  if (known->link != Link::None) {
    const Term of = known->of;
    refine_low(of, facts);
  }
  if (facts.is_constant()) return replace(symbol, Term::number(facts.value()));
  for (uint32_t i = 0; i < row_count && feasible; ++i) {
    if (rows[i].link != Link::None && rows[i].of.of_symbol(symbol) != 0) spread_to_link(rows[i]);
  }
  for (uint32_t i = 0; i < bound_count && feasible; ++i) {
    if (bounds[i].of_symbol(symbol) != 0) tighten(bounds[i]);
  }
}

void Knowledge::rewrite_bounds(Symbol symbol, const Term& by, Reading was) {
  Linear reading;
  const bool readable = integer(by, was, reading);
  if (replaced_count == capacity) return desk->fail(Code::TooManySymbols);
  replaced[replaced_count++] = {symbol, by};
  uint32_t kept_count = 0;
  uint32_t rewritten_count = 0;
  for (uint32_t i = 0; i < bound_count; ++i) {
    const int64_t c = bounds[i].of_symbol(symbol);
    if (c == 0) {
      bounds[kept_count++] = bounds[i];
      continue;
    }
    // Where the new reading may wrap the bound is forgotten.
    Linear& next = desk->rewritten[rewritten_count];
    next = bounds[i];
    next.drop(symbol);
    if (readable && combine(1, next, c, reading, next)) ++rewritten_count;
  }
  bound_count = kept_count;
  desk->spend(row_count);
  for (uint32_t i = 0; i < row_count; ++i) {
    if (rows[i].link == Link::None || rows[i].of.of_symbol(symbol) == 0) continue;
    static_cast<void>(substitute(rows[i].of, symbol, by, rows[i].of));
  }
  row(symbol)->link = Link::None;
  for (uint32_t i = 0; i < rewritten_count; ++i) add(desk->rewritten[i]);
}

void Knowledge::replace(Symbol symbol, const Term& by) {
  const Row* known = find(symbol);
  if (known == nullptr || by.of_symbol(symbol) != 0) return;
  for (uint32_t i = 0; i < replaced_count; ++i) {
    if (replaced[i].symbol == symbol) return;
  }
  const Scalar facts = known->facts;
  rewrite_bounds(symbol, by, known->reading);
  if (!by.is_constant()) meet_with(by, facts);
  exclude_replaced(symbol, by);
}

void Knowledge::refine_low(const Term& term, const Scalar& low) {
  if (term.count != 1) return refine_twins(term, low);
  const Scalar constant = Scalar::constant(term.constant);
  Scalar view;
  const bool plus = term.coefficient[0] == 1;
  if (!plus && term.coefficient[0] != kMinusOne) return;
  if (!facts_alu(Alu::Sub, Part::Low, plus ? low : constant, plus ? constant : low, view))
    return refute();
  const Row* known = find(term.symbol[0]);
  if (known == nullptr) return desk->fail(Code::Internal);
  Scalar facts = known->facts;
  if (!checker::refine({Test::Eq, Part::Low}, Branch::Taken, facts, view)) return refute();
  narrow(term.symbol[0], facts);
}

void Knowledge::refine_twins(const Term& term, const Scalar& low) {
  desk->spend(row_count);
  for (uint32_t i = 0; i < row_count && feasible; ++i) {
    if (rows[i].link == Link::None || !(rows[i].of == term)) continue;
    Scalar facts = rows[i].facts;
    Scalar other = low;
    if (!checker::refine({Test::Eq, Part::Low}, Branch::Taken, facts, other)) return refute();
    narrow(rows[i].symbol, facts);
  }
}

void Knowledge::refine(const Term& term, const Scalar& facts) {
  meet_with(term, facts);
  spread_all();
}

// Of x + k or -x + k.
[[gnu::noinline]] void Knowledge::meet_symbol(const Term& term, const Scalar& facts) {
  const Scalar constant = Scalar::constant(term.constant);
  const bool plus = term.coefficient[0] == 1;
  narrow(term.symbol[0],
         plus ? alu64(Alu::Sub, facts, constant) : alu64(Alu::Sub, constant, facts));
}

void Knowledge::meet_with(const Term& term, const Scalar& facts) {
  if (!feasible) return;
  if (term.is_constant()) {
    if (!contains(facts, term.constant)) refute();
    return;
  }
  if (term.count == 1 && (term.coefficient[0] == 1 || term.coefficient[0] == kMinusOne))
    return meet_symbol(term, facts);
  Linear reading;
  const bool is_unsigned = integer(term, Reading::Unsigned, reading);
  if (!is_unsigned && !integer(term, Reading::Signed, reading)) return;
  const Wide low = is_unsigned ? Wide::of_unsigned(facts.umin()) : Wide::of(facts.smin());
  const Wide high = is_unsigned ? Wide::of_unsigned(facts.umax()) : Wide::of(facts.smax());
  Linear under;
  const bool has_under = negated(reading, under);
  under.constant = under.constant + low;
  reading.constant = reading.constant - high;
  add(reading);
  if (has_under) add(under);
}

}  // namespace assay::checker
