// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/comparison.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/obligation/pointer_arithmetic.hpp"

namespace assay {
namespace {

/// What the region axiom leaves free below and above each region, in bytes.
Int128 slack_of(const Contract& contract, const Value& pointer) {
  constexpr Int128 kSlack = Int128{1} << 29;
  const auto* memory = pointer.into<RegionMemory>();
  if (memory == nullptr) return kSlack;
  return std::min(kSlack, Int128{contract.regions.at(memory->region).slack});
}

/// Both pointers go from one origin and lie less than 2^32 bytes apart: their low halves are equal
/// where they are.
bool low_halves_tell(const State& state, const Value& left, const Value& right) {
  constexpr std::int64_t kMost = 0xffffffff;
  const auto apart = Term::combine(left.term(), ~std::uint64_t{0}, right.term());
  return apart && state.knowledge.lies_within(*apart, Scalar::signed_range(-kMost, kMost));
}

/// Whether the pointer is null when the jump is taken, where the comparison of it with 0 tells.
std::optional<bool> null_test(JumpOp op, const Value& left) {
  if (op == JumpOp::Eq || op == (left.is_pointer() ? JumpOp::Le : JumpOp::Ge)) return true;
  if (op == JumpOp::Ne || op == (left.is_pointer() ? JumpOp::Gt : JumpOp::Lt)) return false;
  return std::nullopt;
}

}  // namespace

bool near_region(const Contract& contract, const State& state, const Value& pointer) {
  const Knowledge& k = state.knowledge;
  const Int128 nearest = slack_of(contract, pointer) - 1;
  const auto offset = k.integer(pointer.term(), Lift::Signed);
  if (!offset) return false;
  const auto low = k.lower_bound(*offset, -nearest);
  if (!low || *low < -nearest) return false;
  const auto* memory = pointer.into<RegionMemory>();
  if (memory == nullptr) return k.entails(offset->plus(-nearest));
  return std::ranges::any_of(state.regions.at(memory->region).marks, [&](const Term& term) {
    const auto mark = k.integer(term, Lift::Signed);
    const auto over = mark ? LinearExpr::difference(*offset, *mark) : std::nullopt;
    return over && k.entails(over->plus(-nearest));
  });
}

ComparisonKind comparison_of(const State& state, const JumpIf& jump, const Value& left,
                             const Value& right) {
  if (left.is_scalar() && right.is_scalar()) return ComparisonKind::Numbers;
  const Value& number = left.is_pointer() ? right : left;
  const bool with_zero = number.is_scalar() && number.term().as_constant() == 0u;
  if (with_zero && jump.width == Width::W64 && null_test(jump.op, left))
    return ComparisonKind::Null;
  if (!have_distance(left, right)) return ComparisonKind::Unrelated;
  if (jump.width == Width::W64) return ComparisonKind::Offsets;
  const bool equality = jump.op == JumpOp::Eq || jump.op == JumpOp::Ne;
  return equality && low_halves_tell(state, left, right) ? ComparisonKind::LowHalves
                                                         : ComparisonKind::Unrelated;
}

bool null_when_taken(const JumpIf& jump, const Value& left) {
  const auto null = null_test(jump.op, left);
  ASSAY_CHECK(null, "a comparison that does not tell whether a pointer is null");
  return *null;
}

Missing check(const Site& site, const Comparable& o) {
  const Value left = site.state.read(o.jump.left);
  const Value right = site.state.read(o.jump.right);  // no loader sets a jump's immediate
  switch (comparison_of(site.state, o.jump, left, right)) {
    case ComparisonKind::Numbers:
    case ComparisonKind::Null:
    case ComparisonKind::LowHalves:
      return std::nullopt;
    case ComparisonKind::Offsets:
      if (!near_region(site.contract, site.state, left))
        return Miss{ErrorCode::OffsetTooFar, Lack::LeftTooFar};
      if (!near_region(site.contract, site.state, right))
        return Miss{ErrorCode::OffsetTooFar, Lack::RightTooFar};
      return std::nullopt;
    case ComparisonKind::Unrelated:
      if (site.contract.policy.pointer_to_scalar) return std::nullopt;
      return Miss{ErrorCode::PointerComparison};
  }
  internal_fault(__FILE__, __LINE__, "comparison out of range");
}

}  // namespace assay
