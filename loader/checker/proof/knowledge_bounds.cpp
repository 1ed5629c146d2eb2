// SPDX-License-Identifier: Apache-2.0
// Terms as integers, what bounds entail, and what they teach.
#include "loader/checker/proof/knowledge.hpp"

namespace assay::checker {
namespace {

constexpr int64_t kCoefficientCap = int64_t{1} << 40;
constexpr Symbol kNoSymbol = ~Symbol{0};

/// Both ends of an interval of integers.
struct Interval {
  Wide low;
  Wide high;
};
/// The upper end of the symbol's reading where the direction is above 0, else the lower one.
[[gnu::always_inline]] inline Wide end_of(const Row& row, int64_t direction) {
  const bool as_signed = row.reading == Reading::Signed;
  const Range& range = as_signed ? row.facts.full.s : row.facts.full.u;
  const uint64_t end = direction > 0 ? range.hi : range.lo;
  return as_signed ? Wide::of(Word<64>::read(end ^ Word<64>::top)) : Wide::of_unsigned(end);
}
Interval domain_of(Reading as) {
  if (as == Reading::Unsigned) return {Wide{}, Wide::of_unsigned(kMinusOne)};
  return {Wide::of(INT64_MIN), Wide::of(INT64_MAX)};
}

/// Far beyond what any bound says: whoever asks with it wants the best one.
constexpr Wide kFar = Wide::power(100);

/// The facts of the integers from low to high, which lie inside the domain.
bool facts_of(const Interval& i, Reading as, Scalar& out) {
  if (as == Reading::Signed)
    return signed_facts<64>(static_cast<int64_t>(i.low.low), static_cast<int64_t>(i.high.low), out);
  return unsigned_facts<64>(i.low.low, i.high.low, out);
}

/// Writes the part of the bound that is a multiple of `sum` with the symbol in its place; false
/// where the symbols of the sum stand in another proportion.
[[gnu::noinline]] bool name_in(Linear& bound, const Linear& sum, Symbol symbol) {
  const int64_t lead = sum.coefficient[0];
  const int64_t b = bound.of_symbol(sum.symbol[0]);
  if (b == 0 || lead == INT64_MIN) return false;
  // scale * bound = factor * sum + rest, scale > 0.
  const auto size = [](int64_t x) { return static_cast<uint64_t>(x < 0 ? -x : x); };
  const auto common = static_cast<int64_t>(gcd(size(b), size(lead)));
  const int64_t scale = (lead < 0 ? -lead : lead) / common;
  const int64_t factor = (lead < 0 ? -b : b) / common;
  if (!combine(scale, bound, -factor, sum, bound)) return false;
  for (uint32_t i = 0; i < sum.count; ++i) {
    if (bound.of_symbol(sum.symbol[i]) != 0) return false;
  }
  Linear name;
  name.read(Term::of(symbol));
  return combine(1, bound, factor, name, bound);
}

}  // namespace

bool Knowledge::interval_upper(const Linear& sum, Sign sign, Symbol without, Wide& out) const {
  out = sign == Sign::Plus ? sum.constant : -sum.constant;
  for (uint32_t i = 0; i < sum.count; ++i) {
    if (sum.symbol[i] == without) continue;
    const int64_t size = sum.coefficient[i];
    if (size > kCoefficientCap || size < -kCoefficientCap) return false;
    const Row* known = find(sum.symbol[i]);
    if (known == nullptr) {
      desk->fail(Code::Internal);
      return false;
    }
    const int64_t c = size * static_cast<int64_t>(sign);
    out = out + times(end_of(*known, c), c);
  }
  return true;
}

bool Knowledge::base_upper(const Linear& expression, Wide& out) const {
  bool found = interval_upper(expression, Sign::Plus, kNoSymbol, out);
  if (expression.count < 2) return found;
  for (uint32_t i = 0; i < bound_count; ++i) {
    if (!same_direction(bounds[i], expression)) continue;
    const Wide limit = expression.constant - bounds[i].constant;
    if (!found || limit < out) out = limit;
    found = true;
  }
  return found;
}

bool Knowledge::combined_upper(const Linear& expression, const Step& step, Wide& out) const {
  desk->spend(1);
  Linear rest = expression;
  for (uint32_t i = 0; i < step.elimination_count; ++i) {
    const Elimination& e = step.eliminations[i];
    if (e.bound >= bound_count || e.scale <= 0 || e.factor < 0) return false;
    if (!combine(e.scale, rest, -e.factor, bounds[e.bound], rest)) return false;
  }
  if (!interval_upper(rest, Sign::Plus, kNoSymbol, out)) return false;
  for (uint32_t i = step.elimination_count; i-- > 0;)
    out = floor_divided(out, Wide::of(step.eliminations[i].scale));
  return true;
}

bool Knowledge::upper_bound(const Linear& expression, Wide goal, Wide& out) const {
  bool found = base_upper(expression, out);
  if (bound_count == 0 || expression.is_constant() || (found && out <= goal)) return found;
  if (!desk->pays_for_steps()) return found;
  for (uint32_t i = 0; i < desk->steps.count; ++i) {
    const Step& step = desk->steps.first[i];
    if (step.kind != StepKind::Combination || !same_direction(step.expression, expression))
      continue;
    Wide limit;
    if (combined_upper(expression, step, limit) && (!found || limit < out)) {
      out = limit;
      found = true;
    }
    if (found && out <= goal) break;
  }
  return found;
}

bool Knowledge::lower_bound(const Linear& expression, Wide goal, Wide& out) const {
  Linear opposite;
  Wide upper;
  if (!negated(expression, opposite) || !upper_bound(opposite, -goal, upper)) return false;
  out = -upper;
  return true;
}

bool Knowledge::entails(const Linear& expression) const {
  Wide upper;
  return upper_bound(expression, Wide{}, upper) && upper <= Wide{};
}

bool Knowledge::integer(const Term& term, Reading as, Linear& out) const {
  if (term.is_constant()) {
    out.set(as == Reading::Signed ? Wide::of(static_cast<int64_t>(term.constant))
                                  : Wide::of_unsigned(term.constant));
    return true;
  }
  out.read(term);
  if (term.is_symbol()) {
    const Row* known = find(term.symbol[0]);
    if (known == nullptr || known->reading == as) return known != nullptr;
  }
  // The reading is congruent to the word modulo 2^64, and so is one that is multiples of it further
  // up or down: it is the word where its range fits the domain.
  const Interval domain = domain_of(as);
  turn_towards(as, out);
  Wide end;
  if (!upper_bound(out, domain.high, end) || domain.high < end) return false;
  return lower_bound(out, domain.low, end) && domain.low <= end;
}

[[gnu::noinline]] bool Knowledge::apart(Read a, Read b, Linear& out) const {
  Linear other;
  return integer(a.term, a.as, out) && integer(b.term, b.as, other) &&
         combine(a.factor, out, -b.factor, other, out);
}

void Knowledge::turn_towards(Reading as, Linear& reading) const {
  const Interval domain = domain_of(as);
  Wide end;
  if (interval_upper(reading, Sign::Plus, kNoSymbol, end) && end < domain.low)
    reading.constant.high += turns_of(domain.low - end);
  else if (interval_upper(reading, Sign::Minus, kNoSymbol, end) && domain.high < -end)
    reading.constant.high -= turns_of(-(end + domain.high));
}

void Knowledge::bound_by(const Linear& reading, Reading as, Scalar& facts) const {
  Wide low;
  Wide high;
  const bool has_low = lower_bound(reading, kFar, low);
  const bool has_high = upper_bound(reading, -kFar, high);
  const Interval domain = domain_of(as);
  if (!has_low || !has_high || high < low || high < domain.low || domain.high < low) return;
  Scalar range;
  // Where no word is left the facts stay as they are.
  if (facts_of({most_of(low, domain.low), least_of(high, domain.high)}, as, range))
    static_cast<void>(meet(facts, range, facts));
}

Scalar Knowledge::evaluate_bounded(const Term& term) const {
  Scalar facts = evaluate(term);
  if (bound_count == 0 || term.is_constant()) return facts;
  Linear reading;
  if (integer(term, Reading::Unsigned, reading)) {
    bound_by(reading, Reading::Unsigned, facts);
  } else if (integer(term, Reading::Signed, reading)) {
    bound_by(reading, Reading::Signed, facts);
  }
  return facts;
}

bool Knowledge::lies_within(const Term& term, const Scalar& wanted) const {
  Scalar facts = evaluate(term);
  if (!reduce(facts)) return true;  // no word at all
  if (within(facts, wanted)) return true;
  // Bounds move the ends of ranges: where they do not move an end that lies outside, it stays.
  Linear reading;
  if (integer(term, Reading::Unsigned, reading)) {
    Wide end;
    const Wide one = Wide::of(1);
    const Wide most = Wide::of_unsigned(facts.umax());
    const Wide least = Wide::of_unsigned(facts.umin());
    if (facts.umax() > wanted.umax() && (!upper_bound(reading, most - one, end) || most <= end))
      return false;
    if (facts.umin() < wanted.umin() && (!lower_bound(reading, least + one, end) || end <= least))
      return false;
  }
  return within(evaluate_bounded(term), wanted);
}

void Knowledge::tighten(const Linear& expression) {
  for (uint32_t i = 0; i < expression.count && feasible; ++i) {
    // c * x <= -(rest), at most -(least value of the rest).
    const int64_t c = expression.coefficient[i];
    const Row* known = find(expression.symbol[i]);
    Wide limit;
    if (known == nullptr) return desk->fail(Code::Internal);
    if (c > kMostFactor || c < -kMostFactor || !is_small(expression.constant) ||
        !interval_upper(expression, Sign::Minus, expression.symbol[i], limit))
      continue;
    Interval allowed = domain_of(known->reading);
    if (c > 0) {
      allowed.high = least_of(allowed.high, floor_divided(limit, Wide::of(c)));
    } else {
      allowed.low = most_of(allowed.low, -floor_divided(limit, -Wide::of(c)));
    }
    if (allowed.high < allowed.low) return refute();
    if (allowed.low <= end_of(*known, -1) && end_of(*known, 1) <= allowed.high) continue;
    Scalar facts;
    if (!facts_of(allowed, known->reading, facts)) return refute();
    narrow(expression.symbol[i], facts);
  }
}

void Knowledge::learn(const Linear& expression) {
  add(expression);
  spread_all();
}

[[gnu::noinline]] void Knowledge::learn_at_most(Read a, Read b, int64_t more) {
  Linear difference;
  if (!apart(a, b, difference)) return;
  difference.constant = difference.constant - Wide::of(more);
  learn(difference);
}

void Knowledge::add(const Linear& untightened) {
  if (!feasible) return;
  const Linear expression = untightened.tightened();
  if (expression.is_constant()) {
    if (Wide{} < expression.constant) refute();
    return;
  }
  if (contradicts(expression)) return refute();
  if (expression.count > 1 && !entails(expression)) keep(expression);
  tighten(expression);
}

[[gnu::noinline]] bool Knowledge::contradicts(const Linear& expression) const {
  Linear opposite;
  Wide upper;
  return negated(expression, opposite) && upper_bound(opposite, Wide::of(-1), upper) &&
         upper.negative();
}

void Knowledge::keep(const Linear& expression) {
  bound_count = keep_if(bounds, bound_count,
                        [&](const Linear& bound) { return !same_direction(bound, expression); });
  if (bound_count == kMostBounds) {
    // The oldest that scales a symbol goes before plain differences.
    uint32_t gone = 0;
    while (gone < bound_count && !bounds[gone].scales()) ++gone;
    remove_at(bounds, bound_count, gone == bound_count ? 0 : gone);
  }
  bounds[bound_count++] = expression;
}

void Knowledge::learn_zero(Linear& sum) {
  learn(sum);
  if (negated(sum, sum)) learn(sum);
}

[[gnu::noinline]] Term Knowledge::introduce_sum(const Term& sum) {
  return introduce(evaluate_bounded(sum));
}

Term Knowledge::fold(const Term& sum) {
  const uint32_t copied = bound_count;
  for (uint32_t i = 0; i < copied; ++i) desk->copied[i] = bounds[i];
  const Term folded = introduce_sum(sum);
  if (!folded.is_symbol()) return folded;
  const Symbol symbol = folded.symbol[0];
  Row* made = row(symbol);
  // The sum read as integers is the new symbol's reading only where it cannot wrap.
  Linear reading;
  bool readable = integer(sum, made->reading, reading);
  if (!readable) {
    const bool was_signed = made->reading == Reading::Signed;
    const Reading other = was_signed ? Reading::Unsigned : Reading::Signed;
    readable = integer(sum, other, reading);
    if (readable) made->reading = other;
  }
  if (!readable || reading.count == 0) return folded;
  for (uint32_t i = 0; i < copied; ++i) {
    if (name_in(desk->copied[i], reading, symbol)) learn(desk->copied[i]);
  }
  return folded;
}

}  // namespace assay::checker
