// SPDX-License-Identifier: Apache-2.0
// The instruction table of opcodes.def as typed rows, and the way from an instruction to its row.
//
// Decoder, encoder, printer, assembler, uses and tests read these rows. What this file must not
// know: what an instruction computes (ir/semantics).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ir/isa/instruction.hpp"

namespace assay {

enum class Opcode : std::uint8_t {
#define ASSAY_OPCODE(name, ...) name,
#include "ir/isa/opcodes.def"
#undef ASSAY_OPCODE
};

/// Which encoding fields carry operands; every field that is neither an operand nor the row's
/// discriminator is reserved and zero.
enum class Form : std::uint8_t {
  AluImm,
  AluReg,
  MovsxReg,
  Neg,
  ByteSwap,
  Wide,  // dst, imm, next_imm; src tells the kind
  Load,
  LoadSigned,
  StoreImm,
  StoreReg,
  Atomic,  // no register receives the old value
  AtomicFetch,
  PacketAbsolute,
  PacketIndirect,
  JumpIfImm,
  JumpIfReg,
  Jump,      // target in the offset field
  JumpWide,  // target in the imm field
  Call,
  CallIndirect,
  Exit,
};

/// The field that tells apart the rows of one opcode byte.
enum class Field : std::uint8_t { None, Source, Offset, Immediate };

/// RFC 9669 section 2.4. Callx is an extension of the instruction set that compilers emit.
enum class ConformanceGroup : std::uint8_t {
  Base32,
  Base64,
  Divmul32,
  Divmul64,
  Atomic32,
  Atomic64,
  Packet,
  Callx
};

/// Sets of register roles, as written in opcodes.def.
namespace role {
inline constexpr std::uint8_t None = 0;
inline constexpr std::uint8_t Dst = 1;
inline constexpr std::uint8_t Src = 2;
inline constexpr std::uint8_t R0 = 4;
inline constexpr std::uint8_t R6 = 8;
inline constexpr std::uint8_t Arguments = 16;  // r1 to r5
}  // namespace role

struct OpcodeRow {
  Opcode id;
  std::string_view name;
  std::uint8_t byte;
  Field field;
  std::int32_t value;
  Form form;
  std::uint8_t operation;  // AluOp, JumpOp, AtomicOp, ByteOrder, WideKind or CallKind, by form
  Width width;
  std::string_view symbol;
  std::uint8_t reads;   // role
  std::uint8_t writes;  // role
  ConformanceGroup group;
};

/// The five fields of one 8-byte slot (RFC 9669 section 3.1), host byte order.
struct RawSlot {
  std::uint8_t byte = 0;
  std::uint8_t dst = 0;  // 4 bits
  std::uint8_t src = 0;  // 4 bits
  std::int16_t offset = 0;
  std::int32_t imm = 0;
  constexpr auto operator<=>(const RawSlot&) const = default;
};

/// All rows, indexed by Opcode.
[[nodiscard]] std::span<const OpcodeRow> opcode_rows();
/// The rows of one opcode byte; empty when the byte means nothing.
[[nodiscard]] std::span<const OpcodeRow> rows_of_byte(std::uint8_t byte);

/// The row that an instruction is an instance of. An unresolved symbol or call is an instance of
/// the row that it would have if resolved to a number or a helper. Requires a well-formed
/// instruction that is not WideTail (InternalFault: the enum values and widths in it must fit its
/// family).
[[nodiscard]] const OpcodeRow& row_of(const Instruction& instruction);

/// The enumerator that a row stores as a number.
template <class Operation>
[[nodiscard]] constexpr Operation operation_of(const OpcodeRow& row) {
  return static_cast<Operation>(row.operation);
}

}  // namespace assay
