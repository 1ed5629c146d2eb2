// SPDX-License-Identifier: Apache-2.0
// Definitions for scalar.hpp: what a branch tells about its operands (RFC 9669 section 4.3).
#pragma once

#include <utility>

#include "ir/base/check.hpp"
#include "verifier/domain/scalar.hpp"
#include "verifier/domain/scalar_alu.hpp"
#include "verifier/domain/scalar_lattice.hpp"
#include "verifier/domain/word_compare.hpp"

namespace assay {

/// Narrows both views to the pairs for which `a op b` equals `holds`.
template <class V>
constexpr void refine_views(JumpOp op, Branch taken, View<V>& a, View<V>& b) {
  const bool holds = taken == Branch::Taken;
  switch (op) {
    case JumpOp::Eq:
      return holds ? refine_equal(a, b) : refine_unequal(a, b);
    case JumpOp::Ne:
      return holds ? refine_unequal(a, b) : refine_equal(a, b);
    case JumpOp::Gt:
      return holds ? refine_below(b, a) : refine_at_most(a, b);
    case JumpOp::Ge:
      return holds ? refine_at_most(b, a) : refine_below(a, b);
    case JumpOp::Lt:
      return holds ? refine_below(a, b) : refine_at_most(b, a);
    case JumpOp::Le:
      return holds ? refine_at_most(a, b) : refine_below(b, a);
    case JumpOp::Sgt:
      return holds ? refine_signed_below(b, a) : refine_signed_at_most(a, b);
    case JumpOp::Sge:
      return holds ? refine_signed_at_most(b, a) : refine_signed_below(a, b);
    case JumpOp::Slt:
      return holds ? refine_signed_below(a, b) : refine_signed_at_most(b, a);
    case JumpOp::Sle:
      return holds ? refine_signed_at_most(a, b) : refine_signed_below(b, a);
    case JumpOp::Set:
      return holds ? refine_overlap(a, b) : refine_disjoint(a, b);
  }
}
[[nodiscard]] constexpr bool means_equal(JumpOp op, Branch taken) {
  return (op == JumpOp::Eq && taken == Branch::Taken) ||
         (op == JumpOp::Ne && taken == Branch::NotTaken);
}
/// Puts a refined low half into v.
template <class W, class H>
constexpr void put_low(BasicScalar<W, H>& v, const View<H>& low) {
  v.low_u = low.u;
  v.low_s = low.s;
  const W mask = half_mask<W, H>();
  v.full.known =
      meet(v.full.known, Tnum<W>{zext<W>(low.known.must), zext<W>(low.known.may) | ~mask});
}

/// Equal low halves share the congruences of both; lifted where the upper half is zero.
template <class W, class H>
[[nodiscard]] bool share_low_strides(BasicScalar<W, H>& a, BasicScalar<W, H>& b) {
  using S = BasicScalar<W, H>;
  const Congruence from_a = stored(low_operand(a).facts, S::cap);
  const Congruence from_b = stored(low_operand(b).facts, S::cap);
  if (!meet(from_a, from_b, S::cap)) return false;
  const auto share = [](S& v, const Congruence& other) {
    if (!(lshr(v.full.u.hi, H::bits) == zero<W>())) return true;
    const std::optional<Congruence> stride = meet(v.stride, other, S::cap);
    if (stride) v.stride = *stride;
    return stride.has_value();
  };
  return share(a, from_b) && share(b, from_a);
}

/// Reduces a value that was changed in place.
template <class W, class H>
void settle(BasicScalar<W, H>& v) {
  v.settled = false;
  v = reduce(v);
}
template <class W, class H>
[[nodiscard]] bool refine_full(JumpOp op, Branch taken, BasicScalar<W, H>& a,
                               BasicScalar<W, H>& b) {
  using S = BasicScalar<W, H>;
  if (means_equal(op, taken)) {
    // Not one meet for both: each keeps its own stride where the two do not fit into one.
    const S old_a = a;
    a = meet(a, b);
    b = meet(b, old_a);
    return true;
  }
  refine_views(op, taken, a.full, b.full);
  if (is_contradictory(a) || is_contradictory(b)) return false;
  settle(a);
  settle(b);
  return true;
}
template <class W, class H>
[[nodiscard]] bool refine_low(JumpOp op, Branch taken, BasicScalar<W, H>& a, BasicScalar<W, H>& b) {
  View<H> low_a = low_view(a);
  View<H> low_b = low_view(b);
  if (means_equal(op, taken) && !share_low_strides(a, b)) return false;
  refine_views(op, taken, low_a, low_b);
  if (is_empty(low_a) || is_empty(low_b)) return false;
  put_low(a, low_a);
  put_low(b, low_b);
  settle(a);
  settle(b);
  return true;
}

template <class W, class H>
std::optional<BasicRefinedPair<W, H>> refine(JumpOp op, Width width, const BasicScalar<W, H>& left,
                                             const BasicScalar<W, H>& right, Branch taken) {
  ASSAY_CHECK(width == Width::W32 || width == Width::W64, "comparisons have 32 or 64 bits");
  BasicScalar<W, H> a = reduce(left);
  BasicScalar<W, H> b = reduce(right);
  if (a.is_bottom() || b.is_bottom()) return std::nullopt;
  const bool possible =
      width == Width::W64 ? refine_full(op, taken, a, b) : refine_low(op, taken, a, b);
  if (!possible || a.is_bottom() || b.is_bottom()) return std::nullopt;
  return BasicRefinedPair<W, H>{a, b};
}

}  // namespace assay
