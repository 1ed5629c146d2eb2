// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/encode.hpp"

#include <limits>

#include "ir/base/check.hpp"
#include "ir/isa/opcode.hpp"

namespace assay {
namespace {

/// Writes the operand fields of one instruction; the row has given the others.
class OperandWriter {
 public:
  OperandWriter(RawSlot& raw, std::uint32_t slot) : raw_(raw), slot_(slot) {}

  void operator()(const Alu& i) { dst(i.dst), src(i.src); }
  void operator()(const Neg& i) { dst(i.dst); }
  void operator()(const ByteSwap& i) { dst(i.dst); }
  void operator()(const LoadImm64& i) {
    dst(i.dst);
    raw_.imm = i.kind == WideKind::Function ? relative(static_cast<std::int32_t>(i.value))
                                            : static_cast<std::int32_t>(i.value);
  }
  void operator()(const WideTail&) {}
  void operator()(const Load& i) { dst(i.dst), src(i.base), raw_.offset = i.offset; }
  void operator()(const Store& i) { dst(i.base), src(i.src), raw_.offset = i.offset; }
  void operator()(const Atomic& i) { dst(i.base), src(i.src), raw_.offset = i.offset; }
  void operator()(const LoadPacket& i) {
    if (i.indirect) src(i.src);
    raw_.imm = i.offset;
  }
  void operator()(const JumpIf& i) { dst(i.left), src(i.right), short_target(i.target); }
  void operator()(const Jump& i) {
    if (i.wide) {
      raw_.imm = relative(i.target);
    } else {
      short_target(i.target);
    }
  }
  void operator()(const Call& i) {
    raw_.imm = i.kind == CallKind::Local ? relative(i.target) : i.target;
  }
  void operator()(const CallIndirect& i) { dst(i.target); }
  void operator()(const Exit&) {}

 private:
  void dst(Reg reg) { raw_.dst = checked(reg); }
  void src(Reg reg) { raw_.src = checked(reg); }
  void src(const Operand& operand) {
    if (const auto* reg = std::get_if<Reg>(&operand)) {
      src(*reg);
    } else {
      raw_.imm = std::get<Imm>(operand).value;
    }
  }
  static std::uint8_t checked(Reg reg) {
    ASSAY_CHECK(reg.index < kRegisterCount, "no such register");
    return reg.index;
  }
  std::int32_t relative(std::int32_t target) const {
    const std::int64_t distance = std::int64_t{target} - slot_ - 1;
    ASSAY_CHECK(distance >= std::numeric_limits<std::int32_t>::min() &&
                    distance <= std::numeric_limits<std::int32_t>::max(),
                "target too far to encode");
    return static_cast<std::int32_t>(distance);
  }
  void short_target(std::int32_t target) {
    const std::int32_t distance = relative(target);
    ASSAY_CHECK(distance >= std::numeric_limits<std::int16_t>::min() &&
                    distance <= std::numeric_limits<std::int16_t>::max(),
                "target too far for a 16-bit jump");
    raw_.offset = static_cast<std::int16_t>(distance);
  }

  RawSlot& raw_;
  std::uint32_t slot_;
};

void append(std::vector<std::uint8_t>& out, const RawSlot& raw) {
  const auto offset = static_cast<std::uint16_t>(raw.offset);
  const auto imm = static_cast<std::uint32_t>(raw.imm);
  out.push_back(raw.byte);
  out.push_back(static_cast<std::uint8_t>(raw.dst | (raw.src << 4)));
  for (unsigned i = 0; i < 2; ++i) out.push_back(static_cast<std::uint8_t>(offset >> (8 * i)));
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(imm >> (8 * i)));
}

bool is_unresolved(const Instruction& instruction) {
  if (const auto* call = std::get_if<Call>(&instruction)) return call->kind == CallKind::Unresolved;
  const auto* wide = std::get_if<LoadImm64>(&instruction);
  return wide != nullptr && wide->kind == WideKind::UnresolvedSymbol;
}

/// next_imm: the upper half of a number, or the offset into a map's value; else reserved.
std::int32_t next_imm(const LoadImm64& wide) {
  const bool both = wide.kind == WideKind::Immediate || wide.kind == WideKind::MapValue;
  ASSAY_CHECK(both || wide.value >> 32 == 0, "value needs more than 32 bits");
  return both ? static_cast<std::int32_t>(wide.value >> 32) : 0;
}

/// The first slot of `instruction`, with absolute targets turned into relative ones.
RawSlot raw_slot(const Instruction& instruction, std::uint32_t slot) {
  const OpcodeRow& row = row_of(instruction);
  RawSlot raw{.byte = row.byte};
  switch (row.field) {
    case Field::None:
      break;
    case Field::Source:
      raw.src = static_cast<std::uint8_t>(row.value);
      break;
    case Field::Offset:
      raw.offset = static_cast<std::int16_t>(row.value);
      break;
    case Field::Immediate:
      raw.imm = row.value;
      break;
  }
  std::visit(OperandWriter(raw, slot), instruction);
  return raw;
}

}  // namespace

std::vector<std::uint8_t> encode(std::span<const Instruction> program) {
  std::vector<std::uint8_t> out;
  out.reserve(program.size() * 8);
  for (std::uint32_t slot = 0; slot < program.size(); ++slot) {
    const Instruction& instruction = program[slot];
    ASSAY_CHECK(!is_unresolved(instruction), "an unresolved symbol has no encoding");
    append(out, raw_slot(instruction, slot));
    if (const auto* wide = std::get_if<LoadImm64>(&instruction)) {
      ++slot;
      ASSAY_CHECK(slot < program.size() && std::holds_alternative<WideTail>(program[slot]),
                  "a 16-byte instruction lacks its second slot");
      append(out, RawSlot{.imm = next_imm(*wide)});
    }
  }
  return out;
}

}  // namespace assay
