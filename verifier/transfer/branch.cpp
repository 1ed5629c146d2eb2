// SPDX-License-Identifier: Apache-2.0
// Conditional jumps: each branch keeps what the comparison teaches (RFC 9669 section 4.3).
#include "ir/base/check.hpp"
#include "verifier/obligation/comparison.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

/// Neither negative nor beyond the numbers without a sign: from null such an offset compares as it
/// does from any other address.
bool ascends_from_null(const State& state, const Value& pointer) {
  return state.knowledge.lies_within(pointer.term(), Scalar::signed_range(0, INT64_MAX));
}

/// The comparison of signed offsets that an unsigned comparison of addresses in one region means.
std::optional<JumpOp> as_offsets(JumpOp op) {
  switch (op) {
    case JumpOp::Eq:
    case JumpOp::Ne:
      return op;
    case JumpOp::Gt:
      return JumpOp::Sgt;
    case JumpOp::Ge:
      return JumpOp::Sge;
    case JumpOp::Lt:
      return JumpOp::Slt;
    case JumpOp::Le:
      return JumpOp::Sle;
    case JumpOp::Sgt:
    case JumpOp::Sge:
    case JumpOp::Slt:
    case JumpOp::Sle:
    case JumpOp::Set:
      return std::nullopt;
  }
  internal_fault(__FILE__, __LINE__, "jump operation out of range");
}

class Branches {
 public:
  /// The state is used up.
  Branches(const Environment& env, State& state, std::uint32_t slot, const JumpIf& jump)
      : env_(env), state_(state), slot_(slot), jump_(jump) {}

  Step run() {
    left_ = state_.read(jump_.left);
    right_ = state_.read(jump_.right);
    const ComparisonKind comparison = comparison_of(state_, jump_, left_, right_);
    if (comparison != ComparisonKind::Numbers) {
      if (const auto region = turns_on_presence()) return by_presence(*region);
    }
    switch (comparison) {
      case ComparisonKind::Numbers:
        return numbers(jump_, left_.term(), right_.term());
      case ComparisonKind::Null:
        return null_test();
      case ComparisonKind::Offsets:
        if (const auto op = as_offsets(jump_.op))
          return numbers(with(*op), left_.term(), right_.term());
        return both();
      case ComparisonKind::LowHalves:
        return numbers(with(jump_.op), left_.term(), right_.term());
      case ComparisonKind::Unrelated:
        return both();
    }
    internal_fault(__FILE__, __LINE__, "comparison out of range");
  }

 private:
  /// The jump as a comparison of 64-bit numbers.
  JumpIf with(JumpOp op) const { return {op, Width::W64, jump_.left, jump_.right, jump_.target}; }

  /// The region that may be absent, where the comparison means something else if it is.
  std::optional<std::uint32_t> turns_on_presence() const {
    if (jump_.width != Width::W64) return std::nullopt;
    const auto unsettled = [&](const Value& v) {
      const auto* memory = v.into<RegionMemory>();
      return memory != nullptr && state_.regions.at(memory->region).presence == Presence::Either;
    };
    const Value& pointer = unsettled(left_) ? left_ : right_;
    if (!unsettled(pointer)) return std::nullopt;
    const std::uint32_t region = pointer.into<RegionMemory>()->region;
    const Value& other = &pointer == &left_ ? right_ : left_;
    if (other.is_scalar()) return other.as_constant() == 0u ? std::optional(region) : std::nullopt;
    // Comparisons that teach nothing mean the same either way.
    const bool taught = other.as_pointer()->region == pointer.as_pointer()->region &&
                        !pointer.maybe_null() && !other.maybe_null();
    const bool alike = ascends_from_null(state_, pointer) && ascends_from_null(state_, other);
    return taught && !alike ? std::optional(region) : std::nullopt;
  }

  /// Judges the comparison twice: with the region there, and without it.
  Step by_presence(std::uint32_t region) {
    State present = state_;
    present.resolve_present(region);
    Step step = Branches(env_, present, slot_, jump_).run();
    state_.resolve_absent(region, env_.symbols);
    if (!state_.knowledge.feasible()) return step;
    state_.settle();
    Step absent = Branches(env_, state_, slot_, jump_).run();
    for (Successor& s : absent.next) step.next.push_back(std::move(s));
    return step;
  }

  /// Where the jump falls through, and then where it goes.
  Step both() {
    Step step;
    step.next.reserve(2);
    step.next.emplace_back(state_, slot_ + 1);
    step.next.emplace_back(std::move(state_), static_cast<std::uint32_t>(jump_.target));
    return step;
  }

  Step numbers(const JumpIf& jump, Term left, Term right) {
    if (jump.width == Width::W64) {
      name_multiple(left, right);
      name_multiple(right, left);
    }
    Step step = both();
    for (Successor& next : step.next) {
      const Branch way = &next == &step.next.front() ? Branch::NotTaken : Branch::Taken;
      next.state.knowledge.assume(env_.symbols, jump, left, right, way);
      if (next.state.knowledge.feasible()) next.state.settle();
    }
    std::erase_if(step.next, [](const Successor& s) { return !s.state.knowledge.feasible(); });
    return step;
  }

  /// Where `term` is a multiple of one symbol and may wrap, a new symbol stands for the multiple,
  /// in both operands and in all values, so that the comparison teaches what it is.
  void name_multiple(Term& term, Term& other) {
    if (term.monomials().size() != 1) return;
    const Monomial m = term.monomials()[0];
    Knowledge& k = state_.knowledge;
    if (m.coefficient == 1 || m.coefficient == ~std::uint64_t{0} ||
        k.integer(term, Lift::Unsigned) || k.integer(term, Lift::Signed))
      return;
    const Term multiple = Term::of(m.symbol).times(m.coefficient);
    const Term name = k.introduce(env_.symbols, k.evaluate(multiple));
    const auto rewrite = [&](Term& t) {
      if (t.coefficient_of(m.symbol) != m.coefficient) return;
      t = *Term::combine(*Term::combine(t, ~std::uint64_t{0}, multiple), 1, name);
    };
    rewrite(term);
    rewrite(other);
    state_.each_value([&](Value& v) {
      if (v.is_readable()) rewrite(v.term());
    });
  }

  std::uint32_t slot_behind(Branch way) const {
    return way == Branch::Taken ? static_cast<std::uint32_t>(jump_.target) : slot_ + 1;
  }

  Step null_test() {
    const Value& pointer = left_.is_pointer() ? left_ : right_;
    const bool null_taken = null_when_taken(jump_, left_);
    Step step;
    const auto go_not_null = [&](Branch way) {
      State next = state_;
      if (pointer.maybe_null()) next.resolve_not_null(pointer.null());
      step.next.push_back({std::move(next), slot_behind(way)});
    };
    const auto go_null = [&](Branch way) {
      if (!pointer.maybe_null()) return;
      State next = state_;
      next.resolve_null(pointer.null());
      step.next.push_back({std::move(next), slot_behind(way)});
    };
    for (const Branch way : {Branch::NotTaken, Branch::Taken}) {
      const bool is_null = null_taken == (way == Branch::Taken);
      if (is_null) go_null(way);
      // No address near a region is 0; one that is far from it may be, and its fellows are not.
      if (!is_null || !near_region(env_.contract, state_, pointer)) go_not_null(way);
    }
    return step;
  }

  const Environment& env_;
  State& state_;
  std::uint32_t slot_;
  const JumpIf& jump_;
  Value left_;
  Value right_;
};

}  // namespace

Step transfer_jump_if(const Environment& env, State state, std::uint32_t slot, const JumpIf& jump) {
  return Branches(env, state, slot, jump).run();
}

}  // namespace assay
