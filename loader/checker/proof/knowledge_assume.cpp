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
Term Knowledge::named(const Term& sum) {
  if (sum.count < 2) return sum;
  uint32_t way = 0;
  const auto gives_way = [&](uint32_t i) {
    return (sum.coefficient[i] == 1 || sum.coefficient[i] == kMinusOne) && is_free(sum.symbol[i]);
  };
  while (way < sum.count && !gives_way(way)) ++way;
  Linear reading;
  if (way == sum.count || integer(sum, Reading::Unsigned, reading) ||
      integer(sum, Reading::Signed, reading))
    return sum;
  const Term whole = sum.plus(0 - sum.constant);
  const Term name = introduce(evaluate(whole));
  // whole = rest + c * symbol, so symbol = c * (name - rest), as c * c = 1.
  const uint64_t c = sum.coefficient[way];
  Term rest;
  Term by;
  if (!combine(whole, 0 - c, Term::of(sum.symbol[way]), rest) ||
      !combine(name.times(c), 0 - c, rest, by)) {
    desk->fail(Code::Internal);
    return sum;
  }
  replace(sum.symbol[way], by);
  spread_all();
  return name.plus(sum.constant);
}

void Knowledge::lift_anew(const Term& term) {
  for (uint32_t i = 0; i < term.count; ++i) {
    Row* known = row(term.symbol[i]);
    if (known == nullptr) return desk->fail(Code::Internal);
    const Reading next = natural_reading(known->facts);
    if (known->reading != next && !speaks_of(term.symbol[i])) known->reading = next;
  }
}

void Knowledge::relate_unequal(const Term& left, const Term& right, Linear& apart) {
  // x <= n and x != n give x <= n - m, where m is the stride that x - n is known to have.
  int64_t modulus = 1;
  int64_t remainder = 0;
  Term words;
  if (combine(left, kMinusOne, right, words)) {
    const Stride stride = evaluate(words).stride;
    if (stride.modulus > 1 && is_power(stride.modulus)) {
      modulus = stride.modulus;
      remainder = stride.remainder;
    }
  }
  // From either side, if it is known to be at most the other.
  const int64_t sides[] = {remainder, modulus - remainder};
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
  Linear less;  // left - right
  Linear more;
  bool readable = integer(c.left, as, less) && integer(c.right, as, more);
  if (!readable && equality)
    readable = integer(c.left, Reading::Signed, less) && integer(c.right, Reading::Signed, more);
  if (!readable || !difference(less, more, less) || !negated(less, more)) return;
  if (equality) {
    const bool equal = (c.test == Test::Eq) == (branch == Branch::Taken);
    return equal ? learn_zero(less) : relate_unequal(c.left, c.right, less);
  }
  Linear& known = order.left_is_less ? less : more;
  if (order.is_strict) known.constant = known.constant + Wide::of(1);
  learn(known);
}

void Knowledge::assume_whole(const Compared& c, Branch branch) {
  Scalar a = evaluate(c.left);
  Scalar b = evaluate(c.right);
  if (!checker::refine({c.test, Part::Whole}, branch, a, b)) return refute();
  // Bounds first: they are about the symbols as they are, before constants replace them.
  relate(c, branch);
  if (feasible) refine(resolve(c.left), a);
  if (feasible) refine(resolve(c.right), b);
  if (feasible && c.test == (branch == Branch::Taken ? Test::Ne : Test::Eq))
    assume_unequal(resolve(c.left), resolve(c.right));
  if (feasible) lift_anew(c.left);
  if (feasible) lift_anew(c.right);
}

void Knowledge::assume_unequal(const Term& left, const Term& right) {
  if (right.is_constant()) return exclude(left, right.constant);
  if (left.is_constant()) exclude(right, left.constant);
}

void Knowledge::assume(const Compared& c, Branch branch) {
  Compared whole = c;
  whole.left = resolve(c.left);
  whole.right = resolve(c.right);
  if (c.part == Part::Whole) {
    whole.left = named(whole.left);
    whole.right = named(resolve(whole.right));
    whole.left = resolve(whole.left);
    return assume_whole(whole, branch);
  }
  const Link link = order_of(c.test, branch).is_signed ? Link::SignExtend32 : Link::ZeroExtend32;
  whole.left = extend32(link, whole.left);
  whole.right = extend32(link, whole.right);
  whole.left = resolve(whole.left);
  whole.right = resolve(whole.right);
  assume_whole(whole, branch);
}

}  // namespace assay::checker
