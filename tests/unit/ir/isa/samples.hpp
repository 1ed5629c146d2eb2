// SPDX-License-Identifier: Apache-2.0
// Encodings for tests, made without Assay's encoder.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/isa/opcode.hpp"

namespace assay::test {

/// Which fields of the first slot hold operands, written from RFC 9669 form by form.
struct FieldUse {
  bool dst, src, offset, imm;
};
inline FieldUse field_use(Form form) {
  switch (form) {
    case Form::AluImm:
      return {true, false, false, true};
    case Form::AluReg:
      return {true, true, false, false};
    case Form::MovsxReg:
      return {true, true, false, false};
    case Form::Neg:
      return {true, false, false, false};
    case Form::ByteSwap:
      return {true, false, false, false};
    case Form::Wide:
      return {true, false, false, true};
    case Form::Load:
      return {true, true, true, false};
    case Form::LoadSigned:
      return {true, true, true, false};
    case Form::StoreImm:
      return {true, false, true, true};
    case Form::StoreReg:
      return {true, true, true, false};
    case Form::Atomic:
      return {true, true, true, false};
    case Form::AtomicFetch:
      return {true, true, true, false};
    case Form::PacketAbsolute:
      return {false, false, false, true};
    case Form::PacketIndirect:
      return {false, true, false, true};
    case Form::JumpIfImm:
      return {true, false, true, true};
    case Form::JumpIfReg:
      return {true, true, true, false};
    case Form::Jump:
      return {false, false, true, false};
    case Form::JumpWide:
      return {false, false, false, true};
    case Form::Call:
      return {false, false, false, true};
    case Form::CallIndirect:
      return {true, false, false, false};
    case Form::Exit:
      return {false, false, false, false};
  }
  return {};
}

inline void append_slot(std::vector<std::uint8_t>& bytes, const RawSlot& raw) {
  bytes.push_back(raw.byte);
  bytes.push_back(static_cast<std::uint8_t>(raw.src * 16 + raw.dst));
  bytes.push_back(static_cast<std::uint8_t>(raw.offset & 0xff));
  bytes.push_back(static_cast<std::uint8_t>((raw.offset >> 8) & 0xff));
  for (int shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>((raw.imm >> shift) & 0xff));
  }
}

inline constexpr RawSlot kExit{0x95, 0, 0, 0, 0};
inline constexpr std::uint32_t kSampleSlot = 2;

/// The slot of a row with dst r3, src r5 and `distance` in every operand field that is a number.
inline RawSlot sample_slot(const OpcodeRow& row, std::int16_t distance) {
  const FieldUse use = field_use(row.form);
  RawSlot raw{row.byte, 0, 0, 0, 0};
  if (use.dst) raw.dst = 3;
  if (use.src) raw.src = 5;
  if (use.offset) raw.offset = distance;
  if (use.imm) raw.imm = distance;
  if (row.field == Field::Source) raw.src = static_cast<std::uint8_t>(row.value);
  if (row.field == Field::Offset) raw.offset = static_cast<std::int16_t>(row.value);
  if (row.field == Field::Immediate) raw.imm = row.value;
  return raw;
}

/// `raw` at kSampleSlot with exits around it: from two slots before to past two slots after.
inline std::vector<std::uint8_t> surrounded(const RawSlot& raw, std::int32_t next_imm = 0) {
  constexpr std::uint8_t kWide = 0x18;  // takes two slots
  std::vector<std::uint8_t> bytes;
  for (std::uint32_t i = 0; i < kSampleSlot; ++i) append_slot(bytes, kExit);
  append_slot(bytes, raw);
  if (raw.byte == kWide) append_slot(bytes, RawSlot{0, 0, 0, 0, next_imm});
  for (int i = 0; i < 4; ++i) append_slot(bytes, kExit);
  return bytes;
}

inline std::vector<std::uint8_t> sample_program(const OpcodeRow& row, std::int16_t distance) {
  return surrounded(sample_slot(row, distance));
}

}  // namespace assay::test
