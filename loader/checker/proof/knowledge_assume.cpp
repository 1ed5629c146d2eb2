// SPDX-License-Identifier: Apache-2.0
// What a comparison teaches: the bound between both operands, then the facts of each.
#include "loader/checker/proof/knowledge.hpp"

namespace assay::checker {
namespace {

/// The greatest x <= limit with x = remainder (mod modulus).
Wide rounded_down(Wide limit, int64_t modulus, int64_t remainder) {
  const Wide r = Wide::of(remainder);
  return times(floor_divided(limit - r, Wide::of(modulus)), modulus) + r;
}

}  // namespace

bool Knowledge::speaks_of(Symbol symbol) const {
  for (uint32_t i = 0; i < bound_count; ++i) {
    if (bounds[i].of_symbol(symbol) != 0) return true;
  }
  return false;
}

bool Knowledge::is_free(Symbol symbol) const {
  const Row* known = find(symbol);
  if (known == nullptr || known->link != Link::None || !same(known->facts, Scalar::top()))
    return false;
  for (uint32_t i = 0; i < replaced_count; ++i) {
    if (replaced[i].symbol == symbol) return false;
  }
  return !speaks_of(symbol);
}

// A sum that may wrap gets a name, so that a comparison teaches what the sum is; a symbol of which
// nothing is known gives way to it.
void Knowledge::name(Term& sum) {
  if (sum.count < 2) return;
  uint32_t way = 0;
  const auto gives_way = [&](uint32_t i) {
    return (sum.coefficient[i] == 1 || sum.coefficient[i] == kMinusOne) && is_free(sum.symbol[i]);
  };
  while (way < sum.count && !gives_way(way)) ++way;
  if (way == sum.count || !may_wrap(sum)) return;
  // whole = rest + c * symbol, so symbol = c * (name - rest), as c * c = 1.
  const uint64_t c = sum.coefficient[way];
  const Symbol symbol = sum.symbol[way];
  const uint64_t constant = sum.constant;
  sum.constant = 0;
  const Term name = introduce_evaluated(sum);
  sum.drop(way);
  sum.multiply(0 - c);
  if (!combine(sum, c, name, sum)) return desk->fail(Code::Internal);
  replace(symbol, sum);
  spread_all();
  sum = name.plus(constant);
}

[[gnu::noinline]] bool Knowledge::may_wrap(const Term& sum) const {
  Linear reading;
  return !integer(sum, Reading::Unsigned, reading) && !integer(sum, Reading::Signed, reading);
}

[[gnu::noinline]] Term Knowledge::introduce_evaluated(const Term& term) {
  return introduce(evaluate(term));
}

void Knowledge::lift_anew(const Term& term) {
  for (uint32_t i = 0; i < term.count; ++i) {
    Row* known = row(term.symbol[i]);
    if (known == nullptr) return desk->fail(Code::Internal);
    const Reading next = natural_reading(known->facts);
    if (known->reading != next && !speaks_of(term.symbol[i])) known->reading = next;
  }
}

/// Of a power of two.
[[gnu::noinline]] Stride Knowledge::stride_between(const Term& left, const Term& right) const {
  Term words;
  if (!combine(left, kMinusOne, right, words)) return {};
  const Stride stride = evaluate(words).stride;
  return is_power(stride.modulus) ? stride : Stride{};
}

void Knowledge::relate_unequal(const Term& left, const Term& right, Linear& apart) {
  // x <= n and x != n give x <= n - m, where m is the stride that x - n is known to have.
  const Stride stride = stride_between(left, right);
  const int64_t modulus = stride.modulus;
  // From either side, if it is known to be at most the other.
  const int64_t sides[] = {stride.remainder, modulus - stride.remainder};
  for (const int64_t r : sides) {
    Wide upper;
    if (upper_bound(apart, Wide{}, upper) && upper <= Wide{}) {
      apart.constant = apart.constant - rounded_down(Wide::of(-1), modulus, r);
      return learn(apart);
    }
    if (!negated(apart, apart)) return;
  }
}

void Knowledge::relate(const Compared& c, Branch branch) {
  if (c.test == Test::Set) return;
  const bool equality = is_equality(c.test);
  const Order order = order_of(c.test, branch);
  const Reading as = order.is_signed ? Reading::Signed : Reading::Unsigned;
  Linear less;
  if (!apart({c.left, as}, {c.right, as}, less) &&
      !(equality && apart({c.left, Reading::Signed}, {c.right, Reading::Signed}, less)))
    return;
  if (equality) {
    const bool equal = (c.test == Test::Eq) == (branch == Branch::Taken);
    return equal ? learn_zero(less) : relate_unequal(c.left, c.right, less);
  }
  if (!order.left_is_less && !negated(less, less)) return;
  if (order.is_strict) less.constant = less.constant + Wide::of(1);
  learn(less);
}

[[gnu::noinline]] void Knowledge::refine_resolved(const Term& term, const Scalar& facts) {
  if (feasible) refine(resolve(term), facts);
}

void Knowledge::assume_whole(const Compared& c, Branch branch) {
  Scalar a = evaluate(c.left);
  Scalar b = evaluate(c.right);
  if (!checker::refine({c.test, Part::Whole}, branch, a, b)) return refute();
  // Bounds first: they are about the symbols as they are, before constants replace them.
  relate(c, branch);
  refine_resolved(c.left, a);
  refine_resolved(c.right, b);
  if (feasible && c.test == (branch == Branch::Taken ? Test::Ne : Test::Eq))
    assume_unequal(c.left, c.right);
  if (feasible) lift_anew(c.left);
  if (feasible) lift_anew(c.right);
}

[[gnu::noinline]] void Knowledge::assume_unequal(const Term& first, const Term& second) {
  const Term left = resolve(first);
  const Term right = resolve(second);
  if (right.is_constant()) return exclude(left, right.constant);
  if (left.is_constant()) exclude(right, left.constant);
}

void Knowledge::assume(const Compared& c, Branch branch) {
  Compared whole = c;
  resolve_in_place(whole.left);
  resolve_in_place(whole.right);
  if (c.part == Part::Whole) {
    name(whole.left);
    resolve_in_place(whole.right);
    name(whole.right);
  } else {
    const Link link = order_of(c.test, branch).is_signed ? Link::SignExtend32 : Link::ZeroExtend32;
    extend32(link, whole.left);
    extend32(link, whole.right);
    resolve_in_place(whole.right);
  }
  resolve_in_place(whole.left);
  assume_whole(whole, branch);
}

}  // namespace assay::checker
