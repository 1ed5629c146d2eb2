// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/uses.hpp"

#include "ir/isa/opcode.hpp"

namespace assay {
namespace {

/// The register fields of an instruction; those that are no operands are not asked for by its
/// roles.
struct RegisterFields {
  Reg dst;
  Reg src;
};

Reg register_or_zero(const Operand& operand) {
  const auto* reg = std::get_if<Reg>(&operand);
  return reg != nullptr ? *reg : Reg{};
}

RegisterFields register_fields(const Instruction& instruction) {
  return std::visit(
      Overloaded{
          [](const Alu& i) { return RegisterFields{i.dst, register_or_zero(i.src)}; },
          [](const Neg& i) { return RegisterFields{i.dst, {}}; },
          [](const ByteSwap& i) { return RegisterFields{i.dst, {}}; },
          [](const LoadImm64& i) { return RegisterFields{i.dst, {}}; },
          [](const WideTail&) { return RegisterFields{}; },
          [](const Load& i) { return RegisterFields{i.dst, i.base}; },
          [](const Store& i) { return RegisterFields{i.base, register_or_zero(i.src)}; },
          [](const Atomic& i) { return RegisterFields{i.base, i.src}; },
          [](const LoadPacket& i) { return RegisterFields{{}, i.src}; },
          [](const JumpIf& i) { return RegisterFields{i.left, register_or_zero(i.right)}; },
          [](const Jump&) { return RegisterFields{}; },
          [](const Call&) { return RegisterFields{}; },
          [](const CallIndirect& i) { return RegisterFields{i.target, {}}; },
          [](const Exit&) { return RegisterFields{}; },
      },
      instruction);
}

RegSet registers(std::uint8_t roles, RegisterFields fields) {
  RegSet set;
  if ((roles & role::Dst) != 0) set.insert(fields.dst);
  if ((roles & role::Src) != 0) set.insert(fields.src);
  if ((roles & role::R0) != 0) set.insert(Reg{0});
  if ((roles & role::R6) != 0) set.insert(Reg{6});
  if ((roles & role::Arguments) != 0) set = set | RegSet{Reg{1}, Reg{2}, Reg{3}, Reg{4}, Reg{5}};
  return set;
}

}  // namespace

RegSet uses(const Instruction& instruction) {
  if (std::holds_alternative<WideTail>(instruction)) return {};
  return registers(row_of(instruction).reads, register_fields(instruction));
}

RegSet defs(const Instruction& instruction) {
  if (std::holds_alternative<WideTail>(instruction)) return {};
  return registers(row_of(instruction).writes, register_fields(instruction));
}

}  // namespace assay
