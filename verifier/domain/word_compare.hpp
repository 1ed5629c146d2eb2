// SPDX-License-Identifier: Apache-2.0
// What a comparison that held tells about both of its operands, at one width.
//
// Each function keeps every pair (a, b) of gamma(a) x gamma(b) for which the comparison is true,
// and only meets. Requires reduced operands.
#pragma once

#include "verifier/domain/word_view.hpp"

namespace assay {

template <class W>
constexpr void refine_equal(View<W>& a, View<W>& b) {
  a = meet(a, b);
  b = a;
}
/// Takes the constant c off the ends of a.
template <class W>
constexpr void drop_end(View<W>& a, W c) {
  const W one = W::of(1);
  const auto only_u = (a.u.lo == c) & (a.u.hi == c);
  const auto only_s = (a.s.lo == c) & (a.s.hi == c);
  const URange<W> u{select(a.u.lo == c, c + one, a.u.lo), select(a.u.hi == c, c - one, a.u.hi)};
  const SRange<W> s{select(a.s.lo == c, c + one, a.s.lo), select(a.s.hi == c, c - one, a.s.hi)};
  a.u = pick(only_u, URange<W>::empty(), u);
  a.s = pick(only_s, SRange<W>::empty(), s);
}
template <class W>
constexpr void refine_unequal(View<W>& a, View<W>& b) {
  const View<W> old_a = a;
  View<W> new_a = a;
  drop_end(new_a, b.u.lo);
  a = pick(b.u.lo == b.u.hi, new_a, a);
  View<W> new_b = b;
  drop_end(new_b, old_a.u.lo);
  b = pick(old_a.u.lo == old_a.u.hi, new_b, b);
}
/// a < b, unsigned.
template <class W>
constexpr void refine_below(View<W>& a, View<W>& b) {
  const W one = W::of(1);
  const auto never = (b.u.hi == zero<W>()) | (a.u.lo == ones<W>());
  const URange<W> for_a = pick(never, URange<W>::empty(), URange<W>{zero<W>(), b.u.hi - one});
  const URange<W> for_b = pick(never, URange<W>::empty(), URange<W>{a.u.lo + one, ones<W>()});
  a.u = meet(a.u, for_a);
  b.u = meet(b.u, for_b);
}
/// a <= b, unsigned.
template <class W>
constexpr void refine_at_most(View<W>& a, View<W>& b) {
  const URange<W> for_b{a.u.lo, ones<W>()};
  a.u = meet(a.u, URange<W>{zero<W>(), b.u.hi});
  b.u = meet(b.u, for_b);
}
/// a < b, signed.
template <class W>
constexpr void refine_signed_below(View<W>& a, View<W>& b) {
  const W one = W::of(1);
  const W least = sign_bit<W>();
  const auto never = (b.s.hi == least) | (a.s.lo == ~least);
  const SRange<W> for_a = pick(never, SRange<W>::empty(), SRange<W>{least, b.s.hi - one});
  const SRange<W> for_b = pick(never, SRange<W>::empty(), SRange<W>{a.s.lo + one, ~least});
  a.s = meet(a.s, for_a);
  b.s = meet(b.s, for_b);
}
/// a <= b, signed.
template <class W>
constexpr void refine_signed_at_most(View<W>& a, View<W>& b) {
  const SRange<W> for_b{a.s.lo, ~sign_bit<W>()};
  a.s = meet(a.s, SRange<W>{sign_bit<W>(), b.s.hi});
  b.s = meet(b.s, for_b);
}
/// a & b != 0: neither is zero, and a bit that alone can be common is set in both.
template <class W>
constexpr void refine_overlap(View<W>& a, View<W>& b) {
  const W common = a.known.may & b.known.may;
  const W lowest = lowest_bit(common);
  const W forced = select(common == lowest, lowest, zero<W>());
  const W one = W::of(1);
  const URange<W> not_zero =
      pick(common == zero<W>(), URange<W>::empty(), URange<W>{one, ones<W>()});
  a.known.must = a.known.must | forced;
  b.known.must = b.known.must | forced;
  a.u = meet(a.u, not_zero);
  b.u = meet(b.u, not_zero);
}
/// a & b == 0: what one has, the other lacks.
template <class W>
constexpr void refine_disjoint(View<W>& a, View<W>& b) {
  const W in_a = a.known.must;
  a.known.may = a.known.may & ~b.known.must;
  b.known.may = b.known.may & ~in_a;
}

}  // namespace assay
