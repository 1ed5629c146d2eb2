// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/pointer_arithmetic.hpp"

#include "ir/base/check.hpp"
#include "verifier/obligation/loaded.hpp"

namespace assay {
namespace {

bool is_move(AluOp op) {
  return op == AluOp::Mov || op == AluOp::Movsx8 || op == AluOp::Movsx16 || op == AluOp::Movsx32;
}

/// Where pointers may become numbers at all, copies of a part do, and differences; what else makes
/// one (a sum of two pointers, bits of an address) no platform allows.
bool may_decay(const Alu& alu, const Value& dst, const Value& src) {
  if (is_move(alu.op)) return true;
  // Objects of ir-keytable compute with the addresses of their .data, over which their loader
  // writes numbers (ADR 8): what comes out is an unknown number.
  const bool data = (dst.is_pointer() && dst.region.kind == RegionKind::Data) ||
                    (src.is_pointer() && src.region.kind == RegionKind::Data);
  if (data) return true;
  return alu.op == AluOp::Sub &&
         (alu.width == Width::W32 || (dst.is_pointer() && src.is_pointer()));
}

Miss because(Lack lack) { return {ErrorCode::PointerArithmetic, lack}; }

/// The operand that is a number is 0: the pointer stays as it is. Not so where only the loader
/// knows.
bool moves_nothing(const Site& site, const std::optional<Value>& number) {
  return number &&
         in_object_layout(site.program, site.state, number->term).term.as_constant() == 0u;
}

}  // namespace

bool takes_offset(RegionKind kind) {
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

PointerResult pointer_result(const Alu& alu, const Value& dst, const Value& src) {
  const bool add = alu.op == AluOp::Add;
  const bool sub = alu.op == AluOp::Sub;
  const bool apart = sub && dst.is_pointer() && src.is_pointer() && dst.region == src.region &&
                     takes_offset(dst.region.kind) && dst.null_id == 0 && src.null_id == 0;
  if (apart && Term::combine(dst.term, ~std::uint64_t{0}, src.term))
    return PointerResult::Difference;
  const Value& number = dst.is_pointer() ? src : dst;
  if (alu.width == Width::W64 && number.is_scalar() && (add || (sub && dst.is_pointer())))
    return PointerResult::Moved;
  return may_decay(alu, dst, src) ? PointerResult::AnyNumber : PointerResult::None;
}

AluOperands operands_of(const Site& site, const Alu& alu) {
  AluOperands out;
  if (const auto* reg = std::get_if<Reg>(&alu.src)) {
    out.src = site.state.read(*reg);
  } else if (const LoadTimeUse* use = loaded_immediate_at(site.program, site.slot)) {
    const Term* listed =
        site.state.find_loaded(key_of_number(use->number, takes_wide(site.program, *use)));
    if (listed != nullptr) out.src = Value::scalar(*listed);
  } else {
    out.src = Value::scalar(
        Term::constant(static_cast<std::uint64_t>(std::int64_t{std::get<Imm>(alu.src).value})));
  }
  out.dst = is_move(alu.op) ? out.src.value_or(Value()) : site.state.read(alu.dst);
  return out;
}

Missing check_arithmetic(const Site& site, const Alu& alu) {
  const AluOperands operands = operands_of(site, alu);
  const Value& dst = operands.dst;
  const Value src = operands.src.value_or(Value::scalar(Term::constant(1)));
  if (!dst.is_pointer() && !src.is_pointer()) return std::nullopt;
  switch (pointer_result(alu, dst, src)) {
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
  if (pointer.null_id != 0) return Miss{ErrorCode::NullDereference, Lack::MayBeNull};
  if (!takes_offset(pointer.region.kind)) return because(Lack::MovesOpaque);
  return std::nullopt;
}

}  // namespace assay
