// SPDX-License-Identifier: Apache-2.0
// Conditional jumps: each branch keeps what the comparison teaches (RFC 9669 section 4.3).
#include "ir/base/check.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

constexpr Int128 kSlack = Int128{1} << 29;

/// The offset lies within the slack that the region axiom leaves on both sides, so that addresses
/// compare as offsets do.
bool near_region(const State& state, const Value& pointer) {
  const auto offset = state.knowledge.integer(pointer.term, Lift::Signed);
  if (!offset) return false;
  const auto low = state.knowledge.lower_bound(*offset, -kSlack);
  if (!low || *low < -kSlack) return false;
  LinearExpr end;
  if (pointer.region.kind == RegionKind::Packet) {
    const auto size = state.knowledge.integer(state.region_end(pointer.region.index), Lift::Unsigned);
    if (!size) return false;
    end = *size;
  }
  const auto over = LinearExpr::difference(*offset, end);
  return over && state.knowledge.entails(over->plus(-kSlack));
}

/// The comparison of signed offsets that an unsigned comparison of addresses in one region means.
std::optional<JumpOp> as_offsets(JumpOp op) {
  switch (op) {
    case JumpOp::Eq:
    case JumpOp::Ne: return op;
    case JumpOp::Gt: return JumpOp::Sgt;
    case JumpOp::Ge: return JumpOp::Sge;
    case JumpOp::Lt: return JumpOp::Slt;
    case JumpOp::Le: return JumpOp::Sle;
    case JumpOp::Sgt:
    case JumpOp::Sge:
    case JumpOp::Slt:
    case JumpOp::Sle:
    case JumpOp::Set: return std::nullopt;
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
    if (const auto null = null_test()) return *null;
    const bool same = left_.is_pointer() && right_.is_pointer() && left_.region == right_.region &&
                      left_.null_id == 0 && right_.null_id == 0;
    if (same && jump_.width == Width::W64) {
      const auto op = as_offsets(jump_.op);
      if (op && near_region(state_, left_) && near_region(state_, right_)) {
        return numbers({*op, Width::W64, jump_.left, jump_.right, jump_.target}, left_.term, right_.term);
      }
      return both();
    }
    if (env_.contract.policy.pointer_to_scalar) return both();
    const Site site{env_.program, env_.contract, state_, slot_};
    return {{}, refuse(site, ErrorCode::PointerComparison,
                       describe_value(site, left_) + " is compared with " + describe_value(site, right_))};
  }

 private:
  Step both() {
    Step step;
    step.next.push_back({state_, slot_ + 1});
    step.next.push_back({std::move(state_), static_cast<std::uint32_t>(jump_.target)});
    return step;
  }

  Step numbers(const JumpIf& jump, const Term& left, const Term& right) {
    Step step;
    State taken = state_;
    branch(std::move(state_), jump, left, right, Branch::NotTaken, slot_ + 1, step);
    branch(std::move(taken), jump, left, right, Branch::Taken, static_cast<std::uint32_t>(jump.target), step);
    return step;
  }

  void branch(State state, const JumpIf& jump, const Term& left, const Term& right, Branch way, std::uint32_t to, Step& step) {
    state.knowledge.assume(env_.symbols, jump, left, right, way);
    if (!state.knowledge.feasible()) return;
    state.settle();
    step.next.push_back({std::move(state), to});
  }

  std::optional<Step> null_test() {
    const bool left_is_pointer = left_.is_pointer();
    const Value& pointer = left_is_pointer ? left_ : right_;
    const Value& number = left_is_pointer ? right_ : left_;
    if (!number.is_scalar() || number.term.as_constant() != 0u || jump_.width != Width::W64) return std::nullopt;
    std::optional<bool> null_when_taken;
    const JumpOp op = jump_.op;
    if (op == JumpOp::Eq || (op == JumpOp::Le && left_is_pointer) || (op == JumpOp::Ge && !left_is_pointer)) null_when_taken = true;
    if (op == JumpOp::Ne || (op == JumpOp::Gt && left_is_pointer) || (op == JumpOp::Lt && !left_is_pointer)) null_when_taken = false;
    if (!null_when_taken) return std::nullopt;
    Step step;
    const auto way = [&](bool is_null, std::uint32_t to) {
      if (is_null && pointer.null_id == 0) return;  // a region never lies at address 0
      State next = state_;
      if (pointer.null_id != 0) next.resolve_null(pointer.null_id, is_null);
      step.next.push_back({std::move(next), to});
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
