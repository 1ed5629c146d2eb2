// SPDX-License-Identifier: Apache-2.0
// What a comparison that held (or not) tells about both of its operands (RFC 9669 section 4.3).
//
// Every pair of members for which it comes out so is kept. Source: docs/checker-rules.md,
// "Comparisons of facts".
#pragma once

#include "loader/checker/proof/facts_alu.hpp"

namespace assay::checker {

/// Which way a conditional jump goes: the comparison holds, or does not.
enum class Branch : uint8_t { NotTaken, Taken };
struct Comparing {
  Test test;
  Part part;
};

constexpr bool is_equality(Test test) { return test == Test::Eq || test == Test::Ne; }
/// What an order says of its operands when it holds, or does not.
struct Order {
  bool is_signed;
  bool left_is_less;
  bool is_strict;
};
constexpr Order order_of(Test test, Branch branch) {
  const bool held = branch == Branch::Taken;
  const bool is_signed =
      test == Test::Sgt || test == Test::Sge || test == Test::Slt || test == Test::Sle;
  const bool less = test == Test::Lt || test == Test::Le || test == Test::Slt || test == Test::Sle;
  const bool strict =
      test == Test::Gt || test == Test::Lt || test == Test::Sgt || test == Test::Slt;
  return {is_signed, less == held, strict == held};
}

/// Takes the constant off the ends of the view.
template <unsigned N>
constexpr void drop_end(View<N>& a, uint64_t c) {
  const auto drop = [](Range& r, uint64_t x) {
    if (r.lo == x && r.hi == x) {
      r = {1, 0};
      return;
    }
    if (r.lo == x) ++r.lo;
    if (r.hi == x) --r.hi;
  };
  drop(a.u, c);
  drop(a.s, c ^ Word<N>::top);
}
/// a < b (strict) or a <= b, in the order of the ranges.
template <unsigned N>
constexpr void refine_order(Range& a, Range& b, uint64_t strict) {
  if (strict != 0 && (b.hi == 0 || a.lo == Word<N>::all)) {
    a = b = {1, 0};
    return;
  }
  const uint64_t least = a.lo + strict;
  a = meet(a, {0, b.hi - strict});
  b = meet(b, {least, Word<N>::all});
}
/// a & b is not 0, or is 0.
template <unsigned N>
constexpr void refine_bits(Branch branch, View<N>& a, View<N>& b) {
  if (branch == Branch::NotTaken) {
    const uint64_t in_a = a.known.must;
    a.known.may &= ~b.known.must;
    b.known.may &= ~in_a;
    return;
  }
  const uint64_t common = a.known.may & b.known.may;
  const Range rest = common == 0 ? Range{1, 0} : Range{1, Word<N>::all};
  if (is_power(common)) {
    a.known.must |= common;
    b.known.must |= common;
  }
  a.u = meet(a.u, rest);
  b.u = meet(b.u, rest);
}

template <unsigned N>
constexpr void refine_unequal(View<N>& a, View<N>& b) {
  const View<N> old = a;
  if (b.is_constant()) drop_end(a, b.u.lo);
  if (old.is_constant()) drop_end(b, old.u.lo);
}

template <unsigned N>
constexpr void refine_views(Test test, Branch branch, View<N>& a, View<N>& b) {
  if (test == Test::Set) return refine_bits(branch, a, b);
  if (is_equality(test)) {
    if ((test == Test::Eq) != (branch == Branch::Taken)) return refine_unequal(a, b);
    a = b = meet(a, b);
    return;
  }
  const Order order = order_of(test, branch);
  Range& left = order.is_signed ? a.s : a.u;
  Range& right = order.is_signed ? b.s : b.u;
  refine_order<N>(order.left_is_less ? left : right, order.left_is_less ? right : left,
                  order.is_strict ? 1 : 0);
}

/// Equal low halves share the strides of both, where the upper half is 0.
template <unsigned N>
bool share_strides(Facts<N>& a, Facts<N>& b) {
  constexpr uint32_t cap = Facts<N>::cap;
  const Stride of_a = kept(low_of(a).facts, cap);
  const Stride of_b = kept(low_of(b).facts, cap);
  Stride both;
  if (!meet(of_a, of_b, cap, both)) return false;
  const auto share = [](Facts<N>& f, Stride other) {
    return f.full.u.hi > Word<N / 2>::all || meet(f.stride, other, cap, f.stride);
  };
  return share(a, of_b) && share(b, of_a);
}
template <unsigned N>
constexpr void put_low(Facts<N>& f, const View<N / 2>& low) {
  f.low_u = low.u;
  f.low_s = low.s;
  f.full.known =
      meet(f.full.known, {low.known.must, low.known.may | (Word<N>::all & ~Word<N / 2>::all)});
  f.settled = false;
}

/// Of the whole words or of their low halves; false where the branch cannot be taken.
template <unsigned N>
bool refine(Comparing how, Branch branch, Facts<N>& a, Facts<N>& b) {
  if (!reduce(a) || !reduce(b)) return false;
  const bool whole = how.part == Part::Whole;
  const bool equal = how.test == (branch == Branch::Taken ? Test::Eq : Test::Ne);
  if (whole && equal) {
    const Facts<N> old = a;
    return meet(a, b, a) && meet(b, old, b);
  }
  if (whole) {
    refine_views(how.test, branch, a.full, b.full);
    a.settled = b.settled = false;
    return !is_contradictory(a) && !is_contradictory(b) && reduce(a) && reduce(b);
  }
  View<N / 2> x = a.low();
  View<N / 2> y = b.low();
  if (equal && !share_strides(a, b)) return false;
  refine_views(how.test, branch, x, y);
  if (is_empty(x) || is_empty(y)) return false;
  put_low(a, x);
  put_low(b, y);
  return reduce(a) && reduce(b);
}

/// Words that a symbol is not, as far as knowledge keeps them.
inline constexpr uint32_t kMostExcludedOfSymbol = 8;

/// What refine() makes of a test for inequality with a constant.
template <unsigned N>
bool drop_word(Facts<N>& facts, uint64_t word) {
  if (!reduce(facts)) return false;
  drop_end(facts.full, word);
  facts.settled = false;
  return !is_contradictory(facts) && reduce(facts);
}
/// Takes the words from the ends of ranges, in order, again while that changes anything; false
/// where no word is left.
template <unsigned N>
bool take_away(Facts<N>& facts, const uint64_t* words, uint32_t count) {
  bool shorter = count > 0;
  for (uint32_t round = 0; shorter && round < kMostExcludedOfSymbol; ++round) {
    shorter = false;
    for (uint32_t i = 0; i < count; ++i) {
      const Facts<N> before = facts;
      if (!drop_word(facts, words[i])) return false;
      shorter = shorter || !same(facts, before);
    }
  }
  return true;
}

}  // namespace assay::checker
