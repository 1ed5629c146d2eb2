// SPDX-License-Identifier: Apache-2.0
// Rows, replacement, and the base rule of spreading.
#include "loader/checker/proof/knowledge.hpp"

namespace assay::checker {

Reading natural_reading(const Scalar& facts) {
  const auto width = static_cast<uint64_t>(facts.smax()) - static_cast<uint64_t>(facts.smin());
  return width < facts.umax() - facts.umin() ? Reading::Signed : Reading::Unsigned;
}

void Knowledge::copy_to(Knowledge& to) const {
  copy_list(to.rows, rows, row_count);
  copy_list(to.bounds, bounds, bound_count);
  copy_list(to.replaced, replaced, replaced_count);
  copy_list(to.excluded, excluded, excluded_count);
  static_cast<KnowledgeCounts&>(to) = *this;
  to.feasible = feasible;
}

const Row* Knowledge::find(Symbol symbol) const {
  // Rows ascend, and mostly have the numbers from 0 on.
  if (symbol < row_count && rows[symbol].symbol == symbol) return &rows[symbol];
  const uint32_t at = first_not_below(rows, row_count, &Row::symbol, symbol);
  return at < row_count && rows[at].symbol == symbol ? &rows[at] : nullptr;
}

Row* Knowledge::row(Symbol symbol) { return const_cast<Row*>(find(symbol)); }

bool Knowledge::knows(const Term& term) const {
  for (uint32_t i = 0; i < term.count; ++i) {
    if (find(term.symbol[i]) == nullptr) return false;
  }
  return true;
}

void Knowledge::resolve_in_place(Term& out) const {
  desk->spend(replaced_count);
  for (uint32_t i = 0; i < replaced_count; ++i) {
    if (out.of_symbol(replaced[i].symbol) == 0) continue;
    // Where it does not fit the old symbol stays, with its facts.
    static_cast<void>(substitute(out, replaced[i].symbol, rows[replaced[i].row].of, out));
  }
}

namespace {

[[gnu::noinline]] void multiply(Scalar& facts, uint64_t factor) {
  if (factor == 1) return;
  Scalar constant = Scalar::constant(factor);
  apply(Alu::Mul, Part::Whole, facts, constant);
}

/// Facts of x + k or -x + k become those of x; false where no word is left.
[[gnu::noinline]] bool to_symbol(const Term& term, Part part, Scalar& facts) {
  Scalar constant = Scalar::constant(term.constant);
  if (term.coefficient[0] == 1) return facts_alu(Alu::Sub, part, facts, constant);
  if (!facts_alu(Alu::Sub, part, constant, facts)) return false;
  facts = constant;
  return true;
}

}  // namespace

Scalar Knowledge::evaluate(const Term& term) const {
  Scalar sum;
  sum.set(term.constant);
  for (uint32_t i = 0; i < term.count; ++i) {
    const Row* known = find(term.symbol[i]);
    if (known == nullptr) {
      desk->fail(Code::Internal);
      return sum;
    }
    const uint64_t c = term.coefficient[i];
    const bool negative = static_cast<int64_t>(c) < 0;
    Scalar part = known->facts;
    multiply(part, negative ? 0 - c : c);
    if (i == 0 && !negative && term.constant == 0) {
      sum = part;
    } else {
      apply(negative ? Alu::Sub : Alu::Add, Part::Whole, sum, part);
    }
  }
  return sum;
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
    if (excluded[i].symbol == symbol && !contains(next, excluded[i].word))
      remove_at(excluded, excluded_count, i);
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
  narrow_extension(symbol, linked.link, of);
}
[[gnu::noinline]] void Knowledge::narrow_extension(Symbol symbol, Link link, const Term& of) {
  narrow(symbol, extension_facts(link, of));
}
[[gnu::noinline]] void Knowledge::spread_from_link(const Row& linked) {
  const Term of = linked.of;
  const Scalar facts = linked.facts;
  refine_low(of, facts);
}

void Knowledge::spread(Symbol symbol) {
  desk->spend(row_count);
  const Row* known = find(symbol);
  if (known == nullptr) return desk->fail(Code::Internal);
  desk->spend(1);
  const bool is_constant = known->facts.is_constant();
  const uint64_t value = known->facts.value();
  if (known->link != Link::None) spread_from_link(*known);
  if (is_constant) return replace(symbol, Term::number(value));
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
  Row* const gone = row(symbol);
  gone->link = Link::None;
  gone->of = by;
  replaced[replaced_count++] = {symbol, static_cast<uint32_t>(gone - rows)};
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
  if (!term.has_one_alone()) return;
  Scalar of_symbol = low;
  if (!to_symbol(term, Part::Low, of_symbol)) return refute();
  meet_low(term.symbol[0], of_symbol);
}

[[gnu::noinline]] void Knowledge::meet_low(Symbol symbol, const Scalar& low) {
  const Row* known = find(symbol);
  if (known == nullptr) return desk->fail(Code::Internal);
  Scalar facts = known->facts;
  Scalar other = low;
  if (!checker::refine({Test::Eq, Part::Low}, Branch::Taken, facts, other)) return refute();
  narrow(symbol, facts);
}

void Knowledge::refine_twins(const Term& term, const Scalar& low) {
  desk->spend(row_count);
  for (uint32_t i = 0; i < row_count && feasible; ++i) {
    if (rows[i].link != Link::None && rows[i].of == term) meet_low(rows[i].symbol, low);
  }
}

void Knowledge::refine(const Term& term, const Scalar& facts) {
  meet_with(term, facts);
  spread_all();
}

// Of x + k or -x + k.
[[gnu::noinline]] void Knowledge::meet_symbol(const Term& term, const Scalar& facts) {
  Scalar of_symbol = facts;
  if (!to_symbol(term, Part::Whole, of_symbol)) of_symbol = Scalar::top();
  narrow(term.symbol[0], of_symbol);
}

void Knowledge::meet_with(const Term& term, const Scalar& facts) {
  if (!feasible) return;
  if (term.is_constant()) {
    if (!contains(facts, term.constant)) refute();
    return;
  }
  if (term.has_one_alone()) return meet_symbol(term, facts);
  Linear reading;
  const bool is_unsigned = integer(term, Reading::Unsigned, reading);
  if (!is_unsigned && !integer(term, Reading::Signed, reading)) return;
  const Wide low = is_unsigned ? Wide::of_unsigned(facts.umin()) : Wide::of(facts.smin());
  const Wide high = is_unsigned ? Wide::of_unsigned(facts.umax()) : Wide::of(facts.smax());
  reading.constant = reading.constant - high;
  add(reading);
  reading.constant = reading.constant + high;
  if (!negated(reading, reading)) return;
  reading.constant = reading.constant + low;
  add(reading);
}

}  // namespace assay::checker
