// SPDX-License-Identifier: Apache-2.0
// Integer bounds of a Knowledge: reading terms as integers, entailment, learning.
#include <algorithm>
#include <bit>
#include <numeric>

#include "ir/base/check.hpp"
#include "verifier/domain/knowledge.hpp"

namespace assay {
namespace {

constexpr std::size_t kMaxBounds = 32;

IntegerRange domain_of(Lift lift) {
  if (lift == Lift::Unsigned) return {0, ~std::uint64_t{0}};
  return {INT64_MIN, INT64_MAX};
}

/// The words that are read as the integers of a range within the lift's domain.
Scalar words_of(Lift lift, const IntegerRange& range) {
  const auto low = static_cast<std::uint64_t>(range.low);
  const auto high = static_cast<std::uint64_t>(range.high);
  if (lift == Lift::Unsigned) return Scalar::unsigned_range(low, high);
  return Scalar::signed_range(static_cast<std::int64_t>(low), static_cast<std::int64_t>(high));
}

/// An upper bound of `sign`, which is 1 or -1, times the expression less the term of a symbol, by
/// the ranges of the others.
std::optional<Int128> most_of(const Knowledge& k, std::int64_t sign, const LinearExpr& expr,
                              std::optional<Symbol> without = std::nullopt) {
  Int128 sum = sign * expr.constant_part();
  for (const LinearTerm& t : expr.terms()) {
    if (t.symbol == without) continue;
    if (t.coefficient > Knowledge::kMostCoefficient || t.coefficient < -Knowledge::kMostCoefficient)
      return std::nullopt;
    const SymbolFacts* s = k.find(t.symbol);
    ASSAY_CHECK(s != nullptr, "bound on an unknown symbol");
    const IntegerRange range = reading_of(*s);
    const std::int64_t c = sign * t.coefficient;
    sum += c > 0 ? c * range.high : c * range.low;
  }
  return sum;
}

/// Largest v <= limit with v = remainder (mod modulus); modulus is a power of two.
Int128 round_down(Int128 limit, std::int64_t modulus, std::int64_t remainder) {
  return Knowledge::divided(limit - remainder, modulus) * modulus + remainder;
}

}  // namespace

IntegerRange reading_of(const SymbolFacts& s) {
  if (s.lift == Lift::Unsigned) return {s.facts.umin(), s.facts.umax()};
  return {s.facts.smin(), s.facts.smax()};
}

std::optional<Int128> Knowledge::interval_upper(const LinearExpr& expr) const {
  return most_of(*this, 1, expr);
}

Int128 Knowledge::divided(Int128 a, Int128 b) {
  if (b == 1) return a;
  const Int128 q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

std::optional<Int128> Knowledge::base_upper(const LinearExpr& expr) const {
  std::optional<Int128> best = interval_upper(expr);
  if (expr.terms().size() < 2) return best;
  for (const LinearExpr& bound : bounds_) {
    if (!bound.same_direction(expr)) continue;
    // terms <= -constant of the bound.
    const Int128 limit = expr.constant_part() - bound.constant_part();
    if (!best || limit < *best) best = limit;
  }
  return best;
}

std::optional<Int128> Knowledge::combined_upper(const LinearExpr& expr,
                                                const Combination& combination) const {
  if (!combination.expr().same_direction(expr)) return std::nullopt;
  LinearExpr rest = expr;
  for (const Elimination& e : combination.eliminations()) {
    if (e.bound >= bounds_.size() || e.scale <= 0 || e.factor < 0) return std::nullopt;
    const auto next = LinearExpr::combine(e.scale, rest, -e.factor, bounds_[e.bound]);
    if (!next) return std::nullopt;
    rest = *next;
  }
  std::optional<Int128> limit = interval_upper(rest);
  if (!limit) return std::nullopt;
  const auto eliminations = combination.eliminations();
  for (std::size_t i = eliminations.size(); i-- > 0;)
    limit = divided(*limit, eliminations[i].scale);
  return limit;
}

std::optional<Int128> Knowledge::upper_bound(const LinearExpr& expr, Int128 goal) const {
  std::optional<Int128> best = base_upper(expr);
  if (advisor_ == nullptr || bounds_.empty() || expr.is_constant() || (best && *best <= goal))
    return best;
  for (const Combination& combination : advisor_->combinations(*this, expr, goal)) {
    const auto limit = combined_upper(expr, combination);
    if (limit && (!best || *limit < *best)) best = limit;
    if (best && *best <= goal) break;
  }
  return best;
}

std::optional<Int128> Knowledge::lower_bound(const LinearExpr& expr, Int128 goal) const {
  const auto negated = LinearExpr::combine(-1, expr, 0, LinearExpr{});
  if (!negated) return std::nullopt;
  const auto upper = upper_bound(*negated, -goal);
  if (!upper) return std::nullopt;
  return -*upper;
}

bool Knowledge::entails(const LinearExpr& expr) const {
  const auto upper = upper_bound(expr, 0);
  return upper && *upper <= 0;
}

std::optional<LinearExpr> Knowledge::integer(const Term& term, Lift lift) const {
  if (const auto c = term.as_constant()) {
    return LinearExpr::constant(lift == Lift::Unsigned ? Int128{*c}
                                                       : Int128{static_cast<std::int64_t>(*c)});
  }
  if (const auto symbol = term.as_symbol()) {
    if (find(*symbol)->lift == lift) return LinearExpr::reading(term);
  }
  // The reading is congruent to the word modulo 2^64, so it is the word where its range fits the
  // lift; and it stays congruent multiples of 2^64 further down or up, where a symbol is read with
  // the other lift.
  const IntegerRange domain = domain_of(lift);
  const LinearExpr reading = turned_towards(lift, LinearExpr::reading(term));
  const auto upper = upper_bound(reading, domain.high);
  if (!upper || *upper > domain.high) return std::nullopt;
  const auto lower = lower_bound(reading, domain.low);
  if (!lower || *lower < domain.low) return std::nullopt;
  return reading;
}

LinearExpr Knowledge::turned_towards(Lift lift, const LinearExpr& reading) const {
  const IntegerRange domain = domain_of(lift);
  // As many turns as bring the near end of its range into the domain.
  const auto whole_turns = [](Int128 distance) {
    constexpr Int128 kTurn = Int128{1} << 64;
    return (distance + kTurn - 1) / kTurn * kTurn;
  };
  const auto high = interval_upper(reading);
  if (high && *high < domain.low) return reading.plus(whole_turns(domain.low - *high));
  const auto low = most_of(*this, -1, reading);
  if (low && -*low > domain.high) return reading.plus(-whole_turns(-*low - domain.high));
  return reading;
}

Scalar Knowledge::evaluate_bounded(const Term& term) const {
  const Scalar facts = evaluate(term);
  if (bounds_.empty() || term.is_constant()) return facts;
  constexpr Int128 kFar = Int128{1} << 100;
  for (const Lift lift : {Lift::Unsigned, Lift::Signed}) {
    const auto reading = integer(term, lift);
    if (!reading) continue;
    const auto low = lower_bound(*reading, kFar);
    const auto high = upper_bound(*reading, -kFar);
    const auto [least, most] = domain_of(lift);
    if (!low || !high || *low > *high || *high < least || *low > most) return facts;
    return meet(facts, words_of(lift, {std::max(*low, least), std::min(*high, most)}));
  }
  return facts;
}

bool Knowledge::lies_within(const Term& term, const Scalar& wanted) const {
  const Scalar facts = reduce(evaluate(term));
  if (leq(facts, wanted)) return true;
  // Bounds narrow the ends of ranges: where they do not move an end that lies outside, it stays.
  if (const auto reading = integer(term, Lift::Unsigned)) {
    if (facts.umax() > wanted.umax()) {
      const auto high = upper_bound(*reading, Int128{facts.umax()} - 1);
      if (!high || *high >= facts.umax()) return false;
    }
    if (facts.umin() < wanted.umin()) {
      const auto low = lower_bound(*reading, Int128{facts.umin()} + 1);
      if (!low || *low <= facts.umin()) return false;
    }
  }
  return leq(evaluate_bounded(term), wanted);
}

void Knowledge::tighten(const LinearExpr& expr) {
  for (const LinearTerm& t : expr.terms()) {
    if (!feasible_) return;
    // c * x <= -(rest), at most -(least value of the rest).
    const SymbolFacts* s = find(t.symbol);
    const auto limit = most_of(*this, -1, expr, t.symbol);
    if (!limit) continue;
    IntegerRange allowed = domain_of(s->lift);
    if (t.coefficient > 0) {
      allowed.high = std::min(allowed.high, divided(*limit, t.coefficient));
    } else {
      allowed.low = std::max(allowed.low, -divided(*limit, -Int128{t.coefficient}));
    }
    if (allowed.low > allowed.high) return refute();
    const IntegerRange known = reading_of(*s);
    const bool holds_already = allowed.low <= known.low && allowed.high >= known.high;
    if (holds_already) continue;
    narrow(t.symbol, words_of(s->lift, allowed));
  }
}

void Knowledge::learn(const LinearExpr& expr) {
  add(expr);
  spread_all();
}

void Knowledge::add(const LinearExpr& untightened) {
  if (!feasible_) return;
  const LinearExpr expr = untightened.tightened();
  if (expr.is_constant()) {
    if (expr.constant_part() > 0) refute();
    return;
  }
  const auto opposite = LinearExpr::combine(-1, expr, 0, LinearExpr{});
  if (opposite) {
    const auto upper = upper_bound(*opposite, -1);
    if (upper && *upper < 0) return refute();
  }
  // What the ranges say follows, and narrows nothing.
  const auto most = interval_upper(expr);
  if (most && *most <= 0) return;
  if (expr.terms().size() > 1 && !entails(expr)) {
    std::erase_if(bounds_, [&](const LinearExpr& b) { return b.same_direction(expr); });
    if (bounds_.size() == kMaxBounds) make_room();
    bounds_.push_back(expr);
  }
  tighten(expr);
}

void Knowledge::make_room() {
  // What shifts, divisions and ties leave behind goes before plain differences, such as that of an
  // offset and the packet's end: an addition scales nothing.
  const auto scales = [](const LinearExpr& b) { return b.largest_coefficient() > 1; };
  const auto scaled = std::ranges::find_if(bounds_, scales);
  bounds_.erase(scaled != bounds_.end() ? scaled : bounds_.begin());
}

void Knowledge::learn_equal(const LinearExpr& a, const LinearExpr& b) {
  const auto more = LinearExpr::difference(a, b);
  const auto less = LinearExpr::difference(b, a);
  if (more) learn(*more);
  if (less) learn(*less);
}

void Knowledge::relate_unequal(const Term& left, const Term& right, const LinearExpr& difference) {
  // x <= n and x != n give x <= n - m, where m is the stride that the congruence of x - n knows.
  const auto stride = [&]() -> std::pair<std::int64_t, std::int64_t> {
    const auto words = Term::combine(left, ~std::uint64_t{0}, right);
    const Scalar facts = words ? evaluate(*words) : Scalar::top();
    if (!std::has_single_bit(facts.modulus())) return {1, 0};
    return {facts.modulus(), facts.remainder()};
  };
  const auto upper = upper_bound(difference, 0);
  const auto opposite = LinearExpr::combine(-1, difference, 0, LinearExpr{});
  if (upper && *upper <= 0) {
    const auto [modulus, remainder] = stride();
    learn(difference.plus(-round_down(-1, modulus, remainder)));
  } else if (const auto lower = opposite ? upper_bound(*opposite, 0) : std::nullopt;
             lower && *lower <= 0) {
    const auto [modulus, remainder] = stride();
    learn(opposite->plus(-round_down(-1, modulus, modulus - remainder)));
  }
}

void Knowledge::relate(JumpOp op, const Term& left, const Term& right) {
  const bool is_signed =
      op == JumpOp::Sgt || op == JumpOp::Sge || op == JumpOp::Slt || op == JumpOp::Sle;
  Lift lift = is_signed ? Lift::Signed : Lift::Unsigned;
  auto l = integer(left, lift);
  auto r = integer(right, lift);
  const bool equality = op == JumpOp::Eq || op == JumpOp::Ne;
  if (equality && (!l || !r)) {
    l = integer(left, Lift::Signed);
    r = integer(right, Lift::Signed);
  }
  if (!l || !r) return;
  const auto less = LinearExpr::difference(*l, *r);
  const auto greater = LinearExpr::difference(*r, *l);
  if (!less || !greater) return;
  switch (op) {
    case JumpOp::Eq:
      learn(*less);
      return learn(*greater);
    case JumpOp::Ne:
      return relate_unequal(left, right, *less);
    case JumpOp::Gt:
    case JumpOp::Sgt:
      return learn(greater->plus(1));
    case JumpOp::Ge:
    case JumpOp::Sge:
      return learn(*greater);
    case JumpOp::Lt:
    case JumpOp::Slt:
      return learn(less->plus(1));
    case JumpOp::Le:
    case JumpOp::Sle:
      return learn(*less);
    case JumpOp::Set:
      return;
  }
  internal_fault(__FILE__, __LINE__, "jump operation out of range");
}

namespace {

/// A bound in which the lead term of a sum is written with the sum, times a positive scale:
/// `rest` + `factor` * the sum.
struct Rewritten {
  LinearExpr rest;
  std::int64_t factor = 0;
};
std::optional<Rewritten> rewritten(const LinearExpr& bound, const LinearExpr& sum,
                                   const LinearTerm& lead) {
  const std::int64_t b = bound.coefficient_of(lead.symbol);
  if (b == 0 || lead.coefficient == INT64_MIN) return std::nullopt;
  // scale * bound = factor * sum + rest, with scale > 0.
  const std::int64_t common = std::gcd(b, lead.coefficient);
  const std::int64_t sign = lead.coefficient < 0 ? -1 : 1;
  const std::int64_t scale = sign * lead.coefficient / common;
  const std::int64_t factor = sign * b / common;
  const auto rest = LinearExpr::combine(scale, bound, -factor, sum);
  return rest ? std::optional(Rewritten{*rest, factor}) : std::nullopt;
}

/// What of `expr` is about symbols of `sum`.
LinearExpr part_of(const LinearExpr& expr, const LinearExpr& sum) {
  LinearExpr part;
  for (const LinearTerm& t : sum.terms()) {
    const auto next = LinearExpr::combine(1, part, expr.coefficient_of(t.symbol),
                                          LinearExpr::reading(Term::of(t.symbol)));
    if (next) part = *next;
  }
  return part;
}

}  // namespace

std::optional<LinearExpr> Knowledge::in_place_of(const LinearExpr& bound, const LinearExpr& sum,
                                                 Symbol symbol) const {
  const auto lead = std::ranges::find_if(
      sum.terms(), [&](const LinearTerm& t) { return bound.coefficient_of(t.symbol) != 0; });
  if (lead == sum.terms().end()) return std::nullopt;
  const auto written = rewritten(bound, sum, *lead);
  if (!written) return std::nullopt;
  const LinearExpr others = part_of(written->rest, sum);
  const auto most = most_of(*this, -1, others);
  const auto rest = LinearExpr::combine(1, written->rest, -1, others);
  if (!most || !rest) return std::nullopt;
  return LinearExpr::combine(1, rest->plus(-*most), written->factor,
                             LinearExpr::reading(Term::of(symbol)));
}

Term Knowledge::fold(SymbolSupply& supply, const Term& sum) {
  const Scalar facts = evaluate_bounded(sum);
  const std::vector<LinearExpr> bounds = bounds_;
  const Term folded = introduce(supply, facts);
  const auto symbol = folded.as_symbol();
  if (!symbol) return folded;
  SymbolFacts& made = *row(*symbol);
  if (const SymbolFacts* first = find(sum.monomials().front().symbol)) {
    made.made_at = first->made_at;
    made.bounded_at = first->bounded_at;
  }
  // The sum read as integers is the new symbol's reading only where it cannot wrap.
  auto reading = integer(sum, made.lift);
  if (!reading) {
    const Lift other = made.lift == Lift::Signed ? Lift::Unsigned : Lift::Signed;
    reading = integer(sum, other);
    if (reading) made.lift = other;
  }
  if (!reading) return folded;
  for (const LinearExpr& bound : bounds) {
    if (const auto next = in_place_of(bound, *reading, *symbol)) learn(*next);
  }
  return folded;
}

}  // namespace assay
