// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/decode.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>

#include "ir/base/errors.hpp"
#include "ir/isa/opcode.hpp"

namespace assay {
namespace {

Error invalid(std::uint32_t slot, std::string fault) {
  return {ErrorCode::InstructionInvalid, fmt::format("slot {}: {}", slot, fault)};
}

RawSlot read_slot(std::span<const std::uint8_t> bytes, std::uint32_t slot) {
  const auto b = bytes.subspan(std::size_t{slot} * 8, 8);
  const auto imm = static_cast<std::uint32_t>(b[4]) | static_cast<std::uint32_t>(b[5]) << 8 |
                   static_cast<std::uint32_t>(b[6]) << 16 | static_cast<std::uint32_t>(b[7]) << 24;
  return {.byte = b[0],
          .dst = static_cast<std::uint8_t>(b[1] & 0xf),
          .src = static_cast<std::uint8_t>(b[1] >> 4),
          .offset = static_cast<std::int16_t>(static_cast<std::uint16_t>(b[2] | b[3] << 8)),
          .imm = static_cast<std::int32_t>(imm)};
}

std::int32_t discriminator(const RawSlot& raw, Field field) {
  switch (field) {
    case Field::None:
      return 0;
    case Field::Source:
      return raw.src;
    case Field::Offset:
      return raw.offset;
    case Field::Immediate:
      return raw.imm;
  }
  throw InternalFault("no such field");
}

std::string_view field_name(Field field) {
  switch (field) {
    case Field::None:
      return "opcode";
    case Field::Source:
      return "src_reg";
    case Field::Offset:
      return "offset";
    case Field::Immediate:
      return "imm";
  }
  throw InternalFault("no such field");
}

Result<const OpcodeRow*> find_row(const RawSlot& raw, std::uint32_t slot) {
  const auto rows = rows_of_byte(raw.byte);
  if (rows.empty()) return invalid(slot, fmt::format("unknown opcode 0x{:02x}", raw.byte));
  for (const OpcodeRow& row : rows) {
    if (row.field == Field::None || discriminator(raw, row.field) == row.value) return &row;
  }
  const Field field = rows.front().field;
  return invalid(slot, fmt::format("opcode 0x{:02x} with {} {} is not an instruction", raw.byte,
                                   field_name(field), discriminator(raw, field)));
}

struct OperandFields {
  bool dst = false;
  bool src = false;
  bool offset = false;
  bool imm = false;
};

OperandFields operand_fields(Form form) {
  switch (form) {
    case Form::AluImm:
      return {.dst = true, .imm = true};
    case Form::AluReg:
    case Form::MovsxReg:
      return {.dst = true, .src = true};
    case Form::Neg:
    case Form::ByteSwap:
      return {.dst = true};
    case Form::Wide:
      return {.dst = true, .imm = true};
    case Form::Load:
    case Form::LoadSigned:
      return {.dst = true, .src = true, .offset = true};
    case Form::StoreImm:
      return {.dst = true, .offset = true, .imm = true};
    case Form::StoreReg:
    case Form::Atomic:
    case Form::AtomicFetch:
      return {.dst = true, .src = true, .offset = true};
    case Form::PacketAbsolute:
      return {.imm = true};
    case Form::PacketIndirect:
      return {.src = true, .imm = true};
    case Form::JumpIfImm:
      return {.dst = true, .offset = true, .imm = true};
    case Form::JumpIfReg:
      return {.dst = true, .src = true, .offset = true};
    case Form::Jump:
      return {.offset = true};
    case Form::JumpWide:
      return {.imm = true};
    case Form::Call:
      return {.imm = true};
    case Form::CallIndirect:
      return {.dst = true};
    case Form::Exit:
      return {};
  }
  throw InternalFault("no such form");
}

/// Registers are r0 to r10; a field that is neither operand nor discriminator is zero.
std::optional<Error> check_fields(const RawSlot& raw, const OpcodeRow& row, std::uint32_t slot) {
  const OperandFields used = operand_fields(row.form);
  const auto reserved = [&](std::string_view name, std::int64_t value) {
    return invalid(slot,
                   fmt::format("reserved field {} of {} is {}, not 0", name, row.name, value));
  };
  if (used.dst && raw.dst >= kRegisterCount) {
    return invalid(slot, fmt::format("dst_reg {} is not a register", raw.dst));
  }
  if (used.src && raw.src >= kRegisterCount) {
    return invalid(slot, fmt::format("src_reg {} is not a register", raw.src));
  }
  if (!used.dst && raw.dst != 0) return reserved("dst_reg", raw.dst);
  if (!used.src && row.field != Field::Source && raw.src != 0) return reserved("src_reg", raw.src);
  if (!used.offset && row.field != Field::Offset && raw.offset != 0) {
    return reserved("offset", raw.offset);
  }
  if (!used.imm && row.field != Field::Immediate && raw.imm != 0) return reserved("imm", raw.imm);
  return std::nullopt;
}

/// An absolute slot from one relative to the next instruction.
Result<std::int32_t> absolute(std::uint32_t slot, std::int32_t relative) {
  const std::int64_t target = std::int64_t{slot} + 1 + relative;
  if (target > std::numeric_limits<std::int32_t>::max()) {
    return Error{ErrorCode::JumpOutOfProgram,
                 fmt::format("slot {}: target {} lies outside the program", slot, target)};
  }
  return static_cast<std::int32_t>(target);
}

Result<Instruction> decode_wide(const RawSlot& raw, const OpcodeRow& row, std::uint32_t slot,
                                std::span<const std::uint8_t> bytes) {
  if (bytes.size() / 8 <= std::size_t{slot} + 1) {
    return invalid(slot, "a 16-byte instruction lacks its second slot");
  }
  const RawSlot tail = read_slot(bytes, slot + 1);
  if (tail != RawSlot{.imm = tail.imm}) {
    return invalid(slot + 1,
                   "the second slot of a 16-byte instruction has non-zero reserved fields");
  }
  const auto kind = operation_of<WideKind>(row);
  const bool both = kind == WideKind::Immediate || kind == WideKind::MapValue;
  if (!both && tail.imm != 0) {
    return invalid(slot + 1, fmt::format("next_imm of {} is {}, not 0", row.name, tail.imm));
  }
  if (kind == WideKind::Function) {
    const auto target = absolute(slot, raw.imm);
    if (!target) return target.error();
    if (target.value() < 0) {
      return Error{ErrorCode::JumpOutOfProgram,
                   fmt::format("slot {}: function address {} lies outside the program", slot,
                               target.value())};
    }
    return Instruction{LoadImm64{Reg{raw.dst}, kind, static_cast<std::uint64_t>(target.value())}};
  }
  const std::uint64_t value = static_cast<std::uint64_t>(static_cast<std::uint32_t>(tail.imm))
                                  << 32 |
                              static_cast<std::uint32_t>(raw.imm);
  return Instruction{LoadImm64{Reg{raw.dst}, kind, value}};
}

/// The forms that transfer control.
Result<Instruction> decode_jump(const RawSlot& raw, const OpcodeRow& row, std::uint32_t slot) {
  const bool short_target = operand_fields(row.form).offset;
  const bool to_helper = row.form == Form::Call && operation_of<CallKind>(row) != CallKind::Local;
  if (to_helper) return Instruction{Call{operation_of<CallKind>(row), raw.imm}};
  const auto target = absolute(slot, short_target ? raw.offset : raw.imm);
  if (!target) return target.error();
  const std::int32_t to = target.value();
  if (row.form == Form::Call) return Instruction{Call{CallKind::Local, to}};
  if (row.form == Form::Jump) return Instruction{Jump{to, false}};
  if (row.form == Form::JumpWide) return Instruction{Jump{to, true}};
  const Operand right = row.form == Form::JumpIfReg ? Operand{Reg{raw.src}} : Operand{Imm{raw.imm}};
  return Instruction{JumpIf{operation_of<JumpOp>(row), row.width, Reg{raw.dst}, right, to}};
}

Instruction make_atomic(const RawSlot& raw, const OpcodeRow& row) {
  return Atomic{operation_of<AtomicOp>(row),
                row.form == Form::AtomicFetch,
                row.width,
                Reg{raw.dst},
                raw.offset,
                Reg{raw.src}};
}

Result<Instruction> build(const RawSlot& raw, const OpcodeRow& row, std::uint32_t slot,
                          std::span<const std::uint8_t> bytes) {
  const Reg dst{raw.dst};
  const Reg src{raw.src};
  const Width width = row.width;
  switch (row.form) {
    case Form::AluImm:
      return Instruction{Alu{operation_of<AluOp>(row), width, dst, Imm{raw.imm}}};
    case Form::AluReg:
    case Form::MovsxReg:
      return Instruction{Alu{operation_of<AluOp>(row), width, dst, src}};
    case Form::Neg:
      return Instruction{Neg{width, dst}};
    case Form::ByteSwap:
      return Instruction{ByteSwap{operation_of<ByteOrder>(row), width, dst}};
    case Form::Wide:
      return decode_wide(raw, row, slot, bytes);
    case Form::Load:
      return Instruction{Load{width, false, dst, src, raw.offset}};
    case Form::LoadSigned:
      return Instruction{Load{width, true, dst, src, raw.offset}};
    case Form::StoreImm:
      return Instruction{Store{width, dst, raw.offset, Imm{raw.imm}}};
    case Form::StoreReg:
      return Instruction{Store{width, dst, raw.offset, src}};
    case Form::Atomic:
    case Form::AtomicFetch:
      return make_atomic(raw, row);
    case Form::PacketAbsolute:
      return Instruction{LoadPacket{width, false, Reg{}, raw.imm}};
    case Form::PacketIndirect:
      return Instruction{LoadPacket{width, true, src, raw.imm}};
    case Form::JumpIfImm:
    case Form::JumpIfReg:
    case Form::Jump:
    case Form::JumpWide:
    case Form::Call:
      return decode_jump(raw, row, slot);
    case Form::CallIndirect:
      return Instruction{CallIndirect{dst}};
    case Form::Exit:
      return Instruction{Exit{}};
  }
  throw InternalFault("no such form");
}

/// The slot that the program refers to, if `linkage` demands that it be checked.
std::optional<std::int64_t> checked_target(const Instruction& instruction, Linkage linkage) {
  if (const auto* jump_if = std::get_if<JumpIf>(&instruction)) return jump_if->target;
  if (const auto* jump = std::get_if<Jump>(&instruction)) return jump->target;
  if (linkage == Linkage::Unlinked) return std::nullopt;
  if (const auto* call = std::get_if<Call>(&instruction)) {
    if (call->kind == CallKind::Local) return call->target;
  }
  if (const auto* wide = std::get_if<LoadImm64>(&instruction)) {
    if (wide->kind == WideKind::Function) return static_cast<std::int64_t>(wide->value);
  }
  return std::nullopt;
}

}  // namespace

Result<Instruction> decode_one(std::span<const std::uint8_t> bytes, std::uint32_t slot) {
  if (bytes.size() / 8 <= slot) return invalid(slot, "lies outside the program");
  const RawSlot raw = read_slot(bytes, slot);
  const auto row = find_row(raw, slot);
  if (!row) return row.error();
  if (const auto fault = check_fields(raw, *row.value(), slot)) return *fault;
  return build(raw, *row.value(), slot, bytes);
}

Result<std::vector<Instruction>> decode(std::span<const std::uint8_t> bytes, Linkage linkage) {
  if (bytes.size() % 8 != 0) {
    return Error{ErrorCode::InstructionInvalid,
                 fmt::format("{} bytes of code are not a multiple of 8", bytes.size())};
  }
  const std::size_t count = bytes.size() / 8;
  if (count > std::size_t{std::numeric_limits<std::int32_t>::max()}) {
    return Error{ErrorCode::LimitExceeded, fmt::format("{} slots are too many", count)};
  }
  std::vector<Instruction> program;
  program.reserve(count);
  while (program.size() < count) {
    auto instruction = decode_one(bytes, static_cast<std::uint32_t>(program.size()));
    if (!instruction) return instruction.error();
    const bool wide = std::holds_alternative<LoadImm64>(instruction.value());
    program.push_back(instruction.value());
    if (wide) program.emplace_back(WideTail{});
  }
  if (auto fault = check_targets(program, linkage)) return *fault;
  return program;
}

std::optional<Error> check_targets(std::span<const Instruction> program, Linkage linkage) {
  for (std::size_t slot = 0; slot < program.size(); ++slot) {
    const auto target = checked_target(program[slot], linkage);
    if (!target) continue;
    const auto fault = [&](std::string_view what) {
      return Error{ErrorCode::JumpOutOfProgram,
                   fmt::format("slot {}: target {} {}", slot, *target, what)};
    };
    if (*target < 0 || *target >= static_cast<std::int64_t>(program.size())) {
      return fault("lies outside the program");
    }
    if (std::holds_alternative<WideTail>(program[static_cast<std::size_t>(*target)])) {
      return fault("is the second slot of a 16-byte instruction");
    }
  }
  return std::nullopt;
}

}  // namespace assay
