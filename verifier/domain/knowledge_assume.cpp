// SPDX-License-Identifier: Apache-2.0
// What a comparison teaches: first each operand's facts, then the bound between the two.
#include <algorithm>

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

bool Knowledge::is_free(Symbol symbol) const {
  const SymbolFacts& s = *find(symbol);
  return s.link == LinkKind::None && s.facts == Scalar::top() &&
         std::ranges::none_of(bounds_,
                              [&](const LinearExpr& b) { return b.coefficient_of(symbol) != 0; }) &&
         std::ranges::find(replacements_, symbol, &Replacement::symbol) == replacements_.end();
}

Term Knowledge::named(SymbolSupply& supply, const Term& sum) {
  constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};
  if (sum.monomials().size() < 2) return sum;
  const auto way = std::ranges::find_if(sum.monomials(), [&](const Monomial& m) {
    return (m.coefficient == 1 || m.coefficient == kMinusOne) && is_free(m.symbol);
  });
  if (way == sum.monomials().end()) return sum;
  if (integer(sum, Lift::Unsigned) || integer(sum, Lift::Signed)) return sum;
  const std::uint64_t constant = sum.constant_part();
  const Term whole = sum.plus(std::uint64_t{0} - constant);
  const Term name = introduce(supply, evaluate(whole));
  // whole = rest + c * symbol, so symbol = c * (name - rest), as c * c = 1.
  const Term rest =
      *Term::combine(whole, std::uint64_t{0} - way->coefficient, Term::of(way->symbol));
  const auto by =
      Term::combine(name.times(way->coefficient), std::uint64_t{0} - way->coefficient, rest);
  ASSAY_CHECK(by, "a symbol in place of another fits into a term");
  replace(way->symbol, *by);
  spread_all();
  return name.plus(constant);
}

void Knowledge::lift_anew(const Term& term) {
  for (const Monomial& m : term.monomials()) {
    SymbolFacts& s = *row(m.symbol);
    const Lift lift = natural_lift(s.facts);
    if (s.lift == lift) continue;
    const bool bound = std::ranges::any_of(
        bounds_, [&](const LinearExpr& b) { return b.coefficient_of(m.symbol) != 0; });
    if (!bound) s.lift = lift;
  }
}

void Knowledge::assume64(JumpOp op, const Term& left, const Term& right, Branch branch) {
  const auto refined = assay::refine(op, Width::W64, evaluate(left), evaluate(right), branch);
  if (!refined) return refute();
  const auto held = branch == Branch::Taken ? std::optional(op) : opposite(op);
  // Relations first: they are stated over the symbols as they are, before constants replace them.
  if (held) relate(*held, left, right);
  if (feasible_) refine(resolve(left), refined->left);
  if (feasible_) refine(resolve(right), refined->right);
  if (feasible_ && held == JumpOp::Ne) assume_unequal(resolve(left), resolve(right));
  if (feasible_) lift_anew(left);
  if (feasible_) lift_anew(right);
}

void Knowledge::assume_unequal(const Term& left, const Term& right) {
  if (const auto c = right.as_constant()) return exclude(left, *c);
  if (const auto c = left.as_constant()) exclude(right, *c);
}

void Knowledge::assume(SymbolSupply& supply, const JumpIf& jump, Term left, Term right,
                       Branch branch) {
  left = resolve(left);
  right = resolve(right);
  if (jump.width == Width::W64) {
    left = named(supply, left);
    right = named(supply, resolve(right));
    return assume64(jump.op, resolve(left), right, branch);
  }
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
