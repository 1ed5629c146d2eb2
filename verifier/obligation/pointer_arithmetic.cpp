// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/pointer_arithmetic.hpp"

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/execution.hpp"
#include "ir/isa/moves.hpp"
#include "verifier/obligation/loaded.hpp"

namespace assay {
namespace {

/// Where pointers may become numbers at all, copies of a part do, and differences; what else makes
/// one (a sum of two pointers, bits of an address) no platform allows.
bool may_decay(const Alu& alu, const Value& dst, const Value& src) {
  if (is_move(alu.op)) return true;
  // Objects of ir-keytable compute with the addresses of their .data, over which their loader
  // writes numbers (ADR 8): what comes out is an unknown number.
  if (dst.into<DataSection>() != nullptr || src.into<DataSection>() != nullptr) return true;
  return alu.op == AluOp::Sub &&
         (alu.width == Width::W32 || (dst.is_pointer() && src.is_pointer()));
}

Miss because(Lack lack) { return {ErrorCode::PointerArithmetic, lack}; }

/// The operand that is a number is 0: the pointer stays as it is. Not so where only the loader
/// knows.
bool moves_nothing(const Site& site, const std::optional<Value>& number) {
  return number &&
         in_object_layout(site.program, site.state, number->term()).term.as_constant() == 0u;
}

}  // namespace

bool takes_offset(const Pointee& region) {
  return std::visit(Overloaded{
                        [](const StackMemory&) { return true; },
                        [](const ContextMemory&) { return true; },
                        [](const RegionMemory&) { return true; },
                        [](const MapElement&) { return true; },
                        [](const DataSection&) { return true; },
                        [](const HelperMemory&) { return true; },
                        [](const MapHandle&) { return false; },
                        [](const Code&) { return false; },
                        [](const KernelObject&) { return false; },
                    },
                    region);
}

bool have_distance(const Value& a, const Value& b) {
  const Pointer* p = a.as_pointer();
  const Pointer* q = b.as_pointer();
  return p != nullptr && q != nullptr && p->region == q->region && takes_offset(p->region) &&
         p->null == NullId::Never && q->null == NullId::Never;
}

PointerResult pointer_result(const Alu& alu, const Value& dst, const Value& src) {
  const bool add = alu.op == AluOp::Add;
  const bool sub = alu.op == AluOp::Sub;
  if (sub && have_distance(dst, src) && Term::combine(dst.term(), ~std::uint64_t{0}, src.term()))
    return PointerResult::Difference;
  const Value& number = dst.is_pointer() ? src : dst;
  if (alu.width == Width::W64 && number.is_scalar() && (add || (sub && dst.is_pointer())))
    return PointerResult::Moved;
  return may_decay(alu, dst, src) ? PointerResult::AnyNumber : PointerResult::None;
}

AluOperands operands_of(const Site& site, const Alu& alu) {
  AluOperands out;
  const bool is_register = std::holds_alternative<Reg>(alu.src);
  const LoadTimeUse* use = is_register ? nullptr : loaded_immediate_at(site.program, site.slot);
  if (use == nullptr) {
    out.src = site.state.read(alu.src);
  } else if (const Term* listed = site.state.find_loaded(key_of_number(site.program, *use))) {
    out.src = Value::scalar(*listed);
  }
  out.dst = is_move(alu.op) ? out.src.value_or(Value()) : site.state.read(alu.dst);
  return out;
}

Missing check(const Site& site, const ConstantTaken& o) {
  const auto* constant = std::get_if<Imm>(&o.alu.src);
  // What a loader will write there is a number of its own, which it has to choose so.
  if (constant == nullptr || loaded_immediate_at(site.program, site.slot) != nullptr)
    return std::nullopt;
  const std::int32_t width = o.alu.width == Width::W32 ? 32 : 64;
  const bool too_far = is_shift(o.alu.op) && (constant->value < 0 || constant->value >= width);
  const bool by_zero = is_division(o.alu.op) && constant->value == 0;
  if (!too_far && !by_zero) return std::nullopt;
  return Miss{ErrorCode::PlatformRefuses};
}

Missing check(const Site& site, const ContextKept& o) {
  if (!execution_of(site.contract).signed_division_loses_context) return std::nullopt;
  const std::optional<Value> divisor = operands_of(site, o.alu).src;
  const bool is_other = divisor && divisor->is_scalar() &&
                        site.state.knowledge.differs(divisor->term(), ~std::uint64_t{0});
  if (is_other) return std::nullopt;
  return Miss{ErrorCode::InstructionUnsupported};
}

Missing check(const Site& site, const Computable& o) {
  const AluOperands operands = operands_of(site, o.alu);
  const Value& dst = operands.dst;
  const Value src = operands.src.value_or(Value::scalar(Term::constant(1)));
  if (!dst.is_pointer() && !src.is_pointer()) return std::nullopt;
  switch (pointer_result(o.alu, dst, src)) {
    case PointerResult::Difference:
      return std::nullopt;
    case PointerResult::AnyNumber:
      if (site.contract.policy.pointer_to_scalar) return std::nullopt;
      return because(Lack::MakesNumber);
    case PointerResult::None:
      return because(Lack::Plain);
    case PointerResult::Moved:
      break;
  }
  const Value& pointer = dst.is_pointer() ? dst : src;
  const std::optional<Value> number = dst.is_pointer() ? operands.src : std::optional(dst);
  if (moves_nothing(site, number)) return std::nullopt;
  if (pointer.maybe_null()) return Miss{ErrorCode::NullDereference, Lack::MayBeNull};
  if (!takes_offset(pointer.as_pointer()->region)) return because(Lack::MovesOpaque);
  return std::nullopt;
}

}  // namespace assay
