// SPDX-License-Identifier: Apache-2.0
// By class and mode of the opcode byte, as RFC 9669 section 3 builds it. An instruction that uses a
// field says so once, in `Fields`; every other field must be zero.
#include "loader/checker/decode.hpp"

#include "ir/wire/package.hpp"

namespace assay::checker {

namespace {

constexpr uint8_t kRegisters = 11;
constexpr uint32_t kSlotBytes = 8;

struct Raw {
  uint8_t opcode;
  uint8_t dst;
  uint8_t src;
  int16_t offset;
  int32_t imm;
};

/// Which fields have a meaning: as operands, or to tell instructions apart.
struct Fields {
  bool dst = false;
  bool src_register = false;
  bool src_other = false;
  bool offset = false;
  bool imm = false;
};

Raw raw_at(const uint8_t* at) {
  return {at[0], static_cast<uint8_t>(at[1] & 0xf), static_cast<uint8_t>(at[1] >> 4),
          static_cast<int16_t>(u16_at(at + 2)), static_cast<int32_t>(u32_at(at + 4))};
}

Code check_fields(const Raw& raw, const Fields& used) {
  if (used.dst ? raw.dst >= kRegisters : raw.dst != 0)
    return used.dst ? Code::RegisterUnknown : Code::ReservedFieldSet;
  if (used.src_register && raw.src >= kRegisters) return Code::RegisterUnknown;
  if (!used.src_register && !used.src_other && raw.src != 0) return Code::ReservedFieldSet;
  if (!used.offset && raw.offset != 0) return Code::ReservedFieldSet;
  if (!used.imm && raw.imm != 0) return Code::ReservedFieldSet;
  return Code::Ok;
}

Code set_target(uint32_t slot, int32_t relative, Instruction& out) {
  const int64_t target = int64_t{slot} + 1 + relative;
  if (target < 0 || target > int64_t{UINT32_MAX}) return Code::TargetOutside;
  out.target = static_cast<uint32_t>(target);
  return Code::Ok;
}

/// Whether arithmetic and comparisons have a register for their second operand.
bool takes_register(const Raw& raw) { return (raw.opcode & 8) != 0; }
/// Whether arithmetic is of 64 bits.
bool is_64_bit(const Raw& raw) { return (raw.opcode & 7) == 7; }

/// The second operand, once out.second_is_register says what it is.
void set_second(const Raw& raw, Fields& used, Instruction& out) {
  used.src_register = out.second_is_register;
  used.imm = !out.second_is_register;
  out.imm = raw.imm;
}

Code decode_swap(const Raw& raw, Fields& used, Instruction& out) {
  out.op = Op::Swap;
  used = {.dst = true, .imm = true};
  const bool always = is_64_bit(raw);
  const bool big = takes_register(raw);
  if (always && big) return Code::InstructionUnknown;
  out.swap = always ? Swap::Always : big ? Swap::ToBig : Swap::ToLittle;
  if (raw.imm != 16 && raw.imm != 32 && raw.imm != 64) return Code::InstructionUnknown;
  out.width = static_cast<uint8_t>(raw.imm / 8);
  return Code::Ok;
}

/// Moves: the offset says which sign is extended.
Code decode_move(const Raw& raw, Fields& used, Instruction& out) {
  out.alu = Alu::Mov;
  if (!out.second_is_register) return Code::Ok;
  used.offset = true;
  if (raw.offset == 8) out.alu = Alu::Movsx8;
  if (raw.offset == 16) out.alu = Alu::Movsx16;
  if (raw.offset == 32 && is_64_bit(raw)) out.alu = Alu::Movsx32;
  return raw.offset == 0 || out.alu != Alu::Mov ? Code::Ok : Code::InstructionUnknown;
}

/// Division and remainder: offset 1 means signed.
Code decode_division(const Raw& raw, Alu plain, Alu with_sign, Fields& used, Instruction& out) {
  used.offset = true;
  if (raw.offset != 0 && raw.offset != 1) return Code::InstructionUnknown;
  out.alu = raw.offset == 1 ? with_sign : plain;
  return Code::Ok;
}

Code decode_alu(const Raw& raw, Fields& used, Instruction& out) {
  constexpr Alu kByCode[] = {Alu::Add, Alu::Sub, Alu::Mul, Alu::Div, Alu::Or,  Alu::And, Alu::Lsh,
                             Alu::Rsh, Alu::Add, Alu::Mod, Alu::Xor, Alu::Mov, Alu::Arsh};
  const uint8_t code = raw.opcode >> 4;
  if (code == 0xd) return decode_swap(raw, used, out);
  if (code > 0xd) return Code::InstructionUnknown;
  out.width = is_64_bit(raw) ? 8 : 4;
  used.dst = true;
  if (code == 8) {
    out.op = Op::Negate;
    return takes_register(raw) ? Code::InstructionUnknown : Code::Ok;
  }
  out.op = Op::Alu;
  out.alu = kByCode[code];
  out.second_is_register = takes_register(raw);
  set_second(raw, used, out);
  if (out.alu == Alu::Div) return decode_division(raw, Alu::Div, Alu::Sdiv, used, out);
  if (out.alu == Alu::Mod) return decode_division(raw, Alu::Mod, Alu::Smod, used, out);
  if (out.alu == Alu::Mov) return decode_move(raw, used, out);
  return Code::Ok;
}

Code decode_call(const Raw& raw, uint32_t slot, Fields& used, Instruction& out) {
  used = {.src_other = true, .imm = true};
  out.imm = raw.imm;
  switch (raw.src) {
    case 0:
      out.op = Op::CallHelper;
      return Code::Ok;
    case 1:
      out.op = Op::CallLocal;
      return set_target(slot, raw.imm, out);
    case 2:
      out.op = Op::CallKernel;
      return Code::Ok;
    default:
      return Code::InstructionUnknown;
  }
}

/// The opcodes of the jump classes that are no comparisons.
Code decode_flow(const Raw& raw, uint32_t slot, Fields& used, Instruction& out) {
  switch (raw.opcode) {
    case 0x05:
      out.op = Op::Jump;
      used.offset = true;
      return set_target(slot, raw.offset, out);
    case 0x06:
      out.op = Op::Jump;
      used.imm = true;
      return set_target(slot, raw.imm, out);
    case 0x85:
      return decode_call(raw, slot, used, out);
    case 0x8d:
      out.op = Op::CallIndirect;
      used.dst = true;
      return Code::Ok;
    case 0x95:
      out.op = Op::Exit;
      return Code::Ok;
    default:
      return Code::InstructionUnknown;
  }
}

Code decode_jump(const Raw& raw, uint32_t slot, Fields& used, Instruction& out) {
  constexpr Test kByCode[] = {Test::Eq, Test::Eq,  Test::Gt,  Test::Ge, Test::Set,
                              Test::Ne, Test::Sgt, Test::Sge, Test::Eq, Test::Eq,
                              Test::Lt, Test::Le,  Test::Slt, Test::Sle};
  const uint8_t code = raw.opcode >> 4;
  if (code == 0 || code == 8 || code == 9) return decode_flow(raw, slot, used, out);
  if (code > 0xd) return Code::InstructionUnknown;
  out.op = Op::JumpIf;
  out.width = (raw.opcode & 7) == 5 ? 8 : 4;
  out.test = kByCode[code];
  used = {.dst = true, .offset = true};
  out.second_is_register = takes_register(raw);
  set_second(raw, used, out);
  return set_target(slot, raw.offset, out);
}

Code decode_wide(const Slots& slots, const Raw& raw, uint32_t slot, Instruction& out) {
  if (slots.count - slot < 2) return Code::WideCut;
  const Raw tail = raw_at(slots.bytes + size_t{slot + 1} * kSlotBytes);
  if (tail.opcode != 0 || check_fields(tail, {.imm = true}) != Code::Ok)
    return Code::ReservedFieldSet;
  const auto low = static_cast<uint32_t>(raw.imm);
  const auto high = static_cast<uint32_t>(tail.imm);
  const bool both = raw.src == wire::kWideNumber || raw.src == wire::kWideMapIndexValue;
  if (!both && high != 0) return Code::ReservedFieldSet;
  switch (raw.src) {
    case wire::kWideNumber:
      out.op = Op::LoadNumber;
      out.wide = uint64_t{high} << 32 | low;
      return Code::Ok;
    case wire::kWideMapIndex:
      out.op = Op::LoadMap;
      out.map = low;
      return Code::Ok;
    case wire::kWideMapIndexValue:
      out.op = Op::LoadMapValue;
      out.map = low;
      out.map_offset = high;
      return Code::Ok;
    case wire::kWideFunction:
      out.op = Op::LoadFunction;
      return set_target(slot, raw.imm, out);
    default:
      return Code::InstructionUnknown;
  }
}

/// Class LD: 16-byte loads and loads from the packet.
Code decode_ld(const Slots& slots, const Raw& raw, uint32_t slot, Fields& used, Instruction& out) {
  if (raw.opcode == 0x18) {
    out.width = 0;
    used = {.dst = true, .src_other = true, .imm = true};
    return decode_wide(slots, raw, slot, out);
  }
  const uint8_t mode = raw.opcode & 0xe0;
  if ((mode != 0x20 && mode != 0x40) || out.width == 8) return Code::InstructionUnknown;
  out.op = Op::PacketLoad;
  out.indirect = mode == 0x40;
  out.imm = raw.imm;
  used = {.src_register = out.indirect, .imm = true};
  return Code::Ok;
}

/// Each also with its lowest bit: fetch.
struct AtomicCode {
  int32_t imm;
  AtomicAction action;
};
constexpr AtomicCode kAtomicCodes[] = {
    {0x00, AtomicAction::Add},      {0x40, AtomicAction::Or},
    {0x50, AtomicAction::And},      {0xa0, AtomicAction::Xor},
    {0xe1, AtomicAction::Exchange}, {0xf1, AtomicAction::CompareExchange}};

Code decode_atomic(const Raw& raw, Fields& used, Instruction& out) {
  if (out.width < 4) return Code::InstructionUnknown;
  out.op = Op::Atomic;
  used = {.dst = true, .src_register = true, .offset = true, .imm = true};
  out.fetch = (raw.imm & 1) != 0;
  for (const AtomicCode& known : kAtomicCodes) {
    if (raw.imm != known.imm && raw.imm != (known.imm | 1)) continue;
    out.atomic = known.action;
    return Code::Ok;
  }
  return Code::InstructionUnknown;
}

/// Classes LDX, ST and STX.
Code decode_memory(const Raw& raw, Fields& used, Instruction& out) {
  const uint8_t kind = raw.opcode & 7;
  const uint8_t mode = raw.opcode & 0xe0;
  out.offset = raw.offset;
  if (kind == 3 && mode == 0xc0) return decode_atomic(raw, used, out);
  if (kind == 1) {
    out.op = Op::Load;
    out.sign_extend = mode == 0x80;
    used = {.dst = true, .src_register = true, .offset = true};
    if (mode == 0x60 || (out.sign_extend && out.width < 8)) return Code::Ok;
    return Code::InstructionUnknown;
  }
  out.op = Op::Store;
  used = {.dst = true, .offset = true};
  out.second_is_register = kind == 3;
  set_second(raw, used, out);
  return mode == 0x60 ? Code::Ok : Code::InstructionUnknown;
}

}  // namespace

Code decode(const Slots& slots, uint32_t slot, Instruction& out) {
  constexpr uint8_t kWidths[] = {4, 2, 1, 8};
  const Raw raw = raw_at(slots.bytes + size_t{slot} * kSlotBytes);
  const uint8_t kind = raw.opcode & 7;
  out = Instruction{};
  Fields used;
  Code code = Code::Ok;
  if (kind == 4 || kind == 7) {
    code = decode_alu(raw, used, out);
  } else if (kind == 5 || kind == 6) {
    code = decode_jump(raw, slot, used, out);
  } else {
    out.width = kWidths[raw.opcode >> 3 & 3];
    code = kind == 0 ? decode_ld(slots, raw, slot, used, out) : decode_memory(raw, used, out);
  }
  if (code != Code::Ok) return code;
  out.dst = used.dst ? raw.dst : 0;
  out.src = used.src_register ? raw.src : 0;
  return check_fields(raw, used);
}

}  // namespace assay::checker
