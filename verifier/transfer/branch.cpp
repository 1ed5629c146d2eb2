// SPDX-License-Identifier: Apache-2.0
// Conditional jumps: each branch keeps what the comparison teaches (RFC 9669 section 4.3).
#include <algorithm>

#include "ir/base/check.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

/// What the region axiom leaves free below and above each region, in bytes.
Int128 slack_of(const Contract& contract, const RegionRef& region) {
  constexpr Int128 kSlack = Int128{1} << 29;
  if (region.kind != RegionKind::Packet) return kSlack;
  return std::min(kSlack, Int128{contract.regions.at(region.index).slack});
}

/// The offset lies strictly within the slack on both sides, so that addresses compare as offsets do
/// and none is 0: at the slack itself a region that lies at an edge gives address 0, from below as
/// from above. Of a region that is there; each of its marks keeps the slack.
bool near_region(const Contract& contract, const State& state, const Value& pointer) {
  const Knowledge& k = state.knowledge;
  const Int128 nearest = slack_of(contract, pointer.region) - 1;
  const auto offset = k.integer(pointer.term, Lift::Signed);
  if (!offset) return false;
  const auto low = k.lower_bound(*offset, -nearest);
  if (!low || *low < -nearest) return false;
  if (pointer.region.kind != RegionKind::Packet) return k.entails(offset->plus(-nearest));
  return std::ranges::any_of(state.regions.at(pointer.region.index).marks, [&](const Term& term) {
    const auto mark = k.integer(term, Lift::Signed);
    const auto over = mark ? LinearExpr::difference(*offset, *mark) : std::nullopt;
    return over && k.entails(over->plus(-nearest));
  });
}

/// Neither negative nor beyond the numbers without a sign: from null such an offset compares as it
/// does from any other address.
bool ascends_from_null(const State& state, const Value& pointer) {
  return state.knowledge.lies_within(pointer.term, Scalar::signed_range(0, INT64_MAX));
}

/// Regions whose pointers a sensor may order. A map handle is none: two look-ups in a map of maps
/// give different maps of one definition.
bool is_memory(RegionKind kind) {
  switch (kind) {
    case RegionKind::Stack:
    case RegionKind::Context:
    case RegionKind::Packet:
    case RegionKind::MapValue:
    case RegionKind::Data:
    case RegionKind::Memory:
      return true;
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return false;
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
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
  Branches(const Environment& env, State state, std::uint32_t slot, const JumpIf& jump)
      : env_(env), state_(std::move(state)), slot_(slot), jump_(jump) {}

  Step run() {
    Transfer t{env_, state_, slot_};
    if (auto r = check_readable(t, jump_.left)) return {{}, r};
    if (const auto* reg = std::get_if<Reg>(&jump_.right)) {
      if (auto r = check_readable(t, *reg)) return {{}, r};
    }
    left_ = state_.read(jump_.left);
    right_ = t.operand(jump_.right);
    if (left_.is_scalar() && right_.is_scalar()) return numbers(jump_, left_.term, right_.term);
    if (const auto region = turns_on_presence()) return by_presence(*region);
    if (const auto null = null_test()) return *null;
    const bool same = left_.is_pointer() && right_.is_pointer() && left_.region == right_.region &&
                      left_.null_id == 0 && right_.null_id == 0 && is_memory(left_.region.kind);
    if (same && jump_.width == Width::W64) {
      if (auto r = too_far(left_)) return {{}, r};
      if (auto r = too_far(right_)) return {{}, r};
      const auto op = as_offsets(jump_.op);
      if (op)
        return numbers({*op, Width::W64, jump_.left, jump_.right, jump_.target}, left_.term,
                       right_.term);
      return both();
    }
    const bool equality = jump_.op == JumpOp::Eq || jump_.op == JumpOp::Ne;
    if (same && equality && low_halves_tell())
      return numbers({jump_.op, Width::W64, jump_.left, jump_.right, jump_.target}, left_.term,
                     right_.term);
    if (env_.contract.policy.pointer_to_scalar) return both();
    const Site site{env_.program, env_.contract, state_, slot_};
    return {
        {},
        refuse(site, ErrorCode::PointerComparison,
               describe_value(site, left_) + " is compared with " + describe_value(site, right_))};
  }

 private:
  /// The region that may be absent, where the comparison means something else if it is.
  std::optional<std::uint32_t> turns_on_presence() const {
    if (jump_.width != Width::W64) return std::nullopt;
    const auto unsettled = [&](const Value& v) {
      return v.is_pointer() && v.region.kind == RegionKind::Packet &&
             state_.regions.at(v.region.index).presence == Presence::Either;
    };
    const Value& pointer = unsettled(left_) ? left_ : right_;
    if (!unsettled(pointer)) return std::nullopt;
    const Value& other = &pointer == &left_ ? right_ : left_;
    if (other.is_scalar())
      return other.term.as_constant() == 0u ? std::optional(pointer.region.index) : std::nullopt;
    // Comparisons that teach nothing mean the same either way.
    const bool taught =
        other.region == pointer.region && pointer.null_id == 0 && other.null_id == 0;
    const bool alike = ascends_from_null(state_, pointer) && ascends_from_null(state_, other);
    return taught && !alike ? std::optional(pointer.region.index) : std::nullopt;
  }

  /// Judges the comparison twice: with the region there, and without it.
  Step by_presence(std::uint32_t region) {
    State present = state_;
    present.resolve_present(region);
    Step step = Branches(env_, std::move(present), slot_, jump_).run();
    state_.resolve_absent(region, env_.symbols);
    if (step.refusal || !state_.knowledge.feasible()) return step;
    state_.settle();
    Step absent = Branches(env_, std::move(state_), slot_, jump_).run();
    if (absent.refusal) return absent;
    for (Successor& s : absent.next) step.next.push_back(std::move(s));
    return step;
  }

  Refusal too_far(const Value& pointer) const {
    if (near_region(env_.contract, state_, pointer)) return std::nullopt;
    const Site site{env_.program, env_.contract, state_, slot_};
    Finding f =
        refuse(site, ErrorCode::OffsetTooFar,
               describe_value(site, pointer) + " is compared, but its offset is " +
                   describe_range(site, pointer.term) + ", so that the address may wrap around");
    explain_offset(site, pointer.term, f);
    return f;
  }

  /// Both pointers go from one origin and lie less than 2^32 bytes apart: their low halves are
  /// equal where they are.
  bool low_halves_tell() const {
    constexpr std::int64_t kMost = 0xffffffff;
    const auto apart = Term::combine(left_.term, ~std::uint64_t{0}, right_.term);
    return apart && state_.knowledge.lies_within(*apart, Scalar::signed_range(-kMost, kMost));
  }

  Step both() {
    Step step;
    step.next.push_back({state_, slot_ + 1});
    step.next.push_back({std::move(state_), static_cast<std::uint32_t>(jump_.target)});
    return step;
  }

  Step numbers(const JumpIf& jump, Term left, Term right) {
    if (jump.width == Width::W64) {
      name_multiple(left, right);
      name_multiple(right, left);
    }
    Step step;
    State taken = state_;
    branch(std::move(state_), jump, left, right, Branch::NotTaken, slot_ + 1, step);
    branch(std::move(taken), jump, left, right, Branch::Taken,
           static_cast<std::uint32_t>(jump.target), step);
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
      if (v.is_readable()) rewrite(v.term);
    });
  }

  void branch(State state, const JumpIf& jump, const Term& left, const Term& right, Branch way,
              std::uint32_t to, Step& step) {
    state.knowledge.assume(env_.symbols, jump, left, right, way);
    if (!state.knowledge.feasible()) return;
    state.settle();
    step.next.push_back({std::move(state), to});
  }

  std::optional<Step> null_test() {
    const bool left_is_pointer = left_.is_pointer();
    const Value& pointer = left_is_pointer ? left_ : right_;
    const Value& number = left_is_pointer ? right_ : left_;
    if (!number.is_scalar() || number.term.as_constant() != 0u || jump_.width != Width::W64)
      return std::nullopt;
    std::optional<bool> null_when_taken;
    const JumpOp op = jump_.op;
    if (op == JumpOp::Eq || (op == JumpOp::Le && left_is_pointer) ||
        (op == JumpOp::Ge && !left_is_pointer))
      null_when_taken = true;
    if (op == JumpOp::Ne || (op == JumpOp::Gt && left_is_pointer) ||
        (op == JumpOp::Lt && !left_is_pointer))
      null_when_taken = false;
    if (!null_when_taken) return std::nullopt;
    Step step;
    const auto go = [&](bool is_null, std::uint32_t to) {
      State next = state_;
      if (pointer.null_id != 0) next.resolve_null(pointer.null_id, is_null);
      step.next.push_back({std::move(next), to});
    };
    const auto way = [&](bool is_null, std::uint32_t to) {
      if (!is_null || pointer.null_id != 0) go(is_null, to);
      // No address near a region is 0; one that is far from it may be, and its fellows are not.
      if (is_null && !near_region(env_.contract, state_, pointer)) go(false, to);
    };
    way(!*null_when_taken, slot_ + 1);
    way(*null_when_taken, static_cast<std::uint32_t>(jump_.target));
    return step;
  }

  const Environment& env_;
  State state_;
  std::uint32_t slot_;
  const JumpIf& jump_;
  Value left_;
  Value right_;
};

}  // namespace

Step transfer_jump_if(const Environment& env, State state, std::uint32_t slot, const JumpIf& jump) {
  return Branches(env, std::move(state), slot, jump).run();
}

}  // namespace assay
