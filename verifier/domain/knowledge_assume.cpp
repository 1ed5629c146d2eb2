// SPDX-License-Identifier: Apache-2.0
// What a comparison teaches: first each operand's facts, then the bound between the two.
#include "ir/base/check.hpp"
#include "verifier/domain/knowledge.hpp"

namespace assay {
namespace {

/// The comparison that holds when `op` does not; nothing for a bit test, which has no opposite.
std::optional<JumpOp> opposite(JumpOp op) {
  switch (op) {
    case JumpOp::Eq:
      return JumpOp::Ne;
    case JumpOp::Ne:
      return JumpOp::Eq;
    case JumpOp::Gt:
      return JumpOp::Le;
    case JumpOp::Ge:
      return JumpOp::Lt;
    case JumpOp::Lt:
      return JumpOp::Ge;
    case JumpOp::Le:
      return JumpOp::Gt;
    case JumpOp::Sgt:
      return JumpOp::Sle;
    case JumpOp::Sge:
      return JumpOp::Slt;
    case JumpOp::Slt:
      return JumpOp::Sge;
    case JumpOp::Sle:
      return JumpOp::Sgt;
    case JumpOp::Set:
      return std::nullopt;
  }
  internal_fault(__FILE__, __LINE__, "jump operation out of range");
}

bool is_signed(JumpOp op) {
  return op == JumpOp::Sgt || op == JumpOp::Sge || op == JumpOp::Slt || op == JumpOp::Sle;
}

}  // namespace

void Knowledge::assume64(JumpOp op, const Term& left, const Term& right, Branch branch) {
  const auto refined = assay::refine(op, Width::W64, evaluate(left), evaluate(right), branch);
  if (!refined) return refute();
  const auto held = branch == Branch::Taken ? std::optional(op) : opposite(op);
  // Relations first: they are stated over the symbols as they are, before constants replace them.
  if (held) relate(*held, left, right);
  if (feasible_) refine(resolve(left), refined->left);
  if (feasible_) refine(resolve(right), refined->right);
}

void Knowledge::assume(SymbolSupply& supply, const JumpIf& jump, Term left, Term right,
                       Branch branch) {
  left = resolve(left);
  right = resolve(right);
  if (jump.width == Width::W64) return assume64(jump.op, left, right, branch);
  if (is_signed(jump.op)) {
    const Term l = sign_extend32(supply, left);
    const Term r = sign_extend32(supply, right);
    return assume64(jump.op, resolve(l), resolve(r), branch);
  }
  const Term l = zero_extend32(supply, left);
  const Term r = zero_extend32(supply, right);
  assume64(jump.op, resolve(l), resolve(r), branch);
}

}  // namespace assay
