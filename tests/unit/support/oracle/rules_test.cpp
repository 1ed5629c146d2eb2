// SPDX-License-Identifier: Apache-2.0
// The naive rules against the instruction table and the interpreter of ir/: which slots are
// instructions, and what every arithmetic, jump and atomic instruction makes of chosen operands.
#include "support/oracle/rules.hpp"

#include <gtest/gtest.h>

#include "ir/interpreter/interpreter.hpp"
#include "ir/isa/decode.hpp"
#include "ir/isa/encode.hpp"
#include "ir/isa/opcode.hpp"
#include "support/builtin.hpp"
#include "support/oracle/flat.hpp"

namespace assay::testing {
namespace {

using Code = std::vector<std::uint8_t>;

Code slot_bytes(const RawSlot& raw) {
  Code out = {raw.byte, static_cast<std::uint8_t>(raw.dst | raw.src << 4)};
  for (unsigned i = 0; i < 2; ++i) out.push_back(static_cast<std::uint8_t>(raw.offset >> (8 * i)));
  for (unsigned i = 0; i < 4; ++i) out.push_back(static_cast<std::uint8_t>(raw.imm >> (8 * i)));
  return out;
}

/// Whether the decoder of ir/ takes the slot; 16-byte loads get a fitting second slot.
bool decodes(const RawSlot& raw) {
  Code code = slot_bytes(raw);
  code.resize(16);
  return decode_one(code, 0).ok();
}

TEST(OracleRules, TheSameSlotsAreInstructionsAsInTheTable) {
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (const std::uint8_t dst : {0, 1, 10, 11}) {
      for (const std::uint8_t src : {0, 1, 2, 3, 10, 11}) {
        for (const std::int16_t offset : {0, 1, 2, 8, 16, 32, -1}) {
          for (const std::int32_t imm : {0, 1, 2, 8, 16, 32, 64, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1,
                                         0xe0, 0xe1, 0xf0, 0xf1, -1}) {
            const RawSlot raw{static_cast<std::uint8_t>(byte), dst, src, offset, imm};
            const Code code = slot_bytes(raw);
            const oracle::Slot slot = oracle::slot_at(code, 0);
            // Which addresses of a 16-byte load exist is the reader's business, not the RFC's.
            if (byte == 0x18 && src != 0) continue;
            ASSERT_EQ(oracle::well_formed(slot), decodes(raw))
                << "byte " << byte << " dst " << int{dst} << " src " << int{src} << " offset "
                << offset << " imm " << imm;
          }
        }
      }
    }
  }
}

constexpr std::uint64_t kCorners[] = {0,
                                      1,
                                      2,
                                      3,
                                      7,
                                      31,
                                      32,
                                      63,
                                      64,
                                      0x7f,
                                      0x80,
                                      0xff,
                                      0x7fff,
                                      0x8000,
                                      0xffff,
                                      0x7fffffff,
                                      0x80000000,
                                      0x80000001,
                                      0xffffffff,
                                      0x100000000,
                                      0x100000001,
                                      0xffffffff80000000,
                                      0x123456789abcdef0,
                                      0x7fffffffffffffff,
                                      0x8000000000000000,
                                      0x8000000000000001,
                                      0xfffffffffffffffe,
                                      0xffffffffffffffff};

/// r0 = x, r1 = x, r2 = y, *(u64 *)(r10 - 8) = x; then the row's instruction on r1 and r2 (atomics
/// on the stack word), and r0 gathers what it left.
class Trial {
 public:
  explicit Trial(const OpcodeRow& row) : row_(row) {}

  [[nodiscard]] static bool covers(const OpcodeRow& row) {
    switch (row.form) {
      case Form::AluImm:
      case Form::AluReg:
      case Form::MovsxReg:
      case Form::Neg:
      case Form::ByteSwap:
      case Form::JumpIfImm:
      case Form::JumpIfReg:
      case Form::Atomic:
      case Form::AtomicFetch:
        return true;
      case Form::Wide:
      case Form::Load:
      case Form::LoadSigned:
      case Form::StoreImm:
      case Form::StoreReg:
      case Form::PacketAbsolute:
      case Form::PacketIndirect:
      case Form::Jump:
      case Form::JumpWide:
      case Form::Call:
      case Form::CallIndirect:
      case Form::Exit:
        return false;
    }
    return false;
  }

  void compare(std::uint64_t x, std::uint64_t y) const {
    const Code code = program_bytes(x, y);
    const auto decoded = decode(code);
    ASSERT_TRUE(decoded.ok()) << row_.name;
    Program program;
    program.instructions = decoded.value();
    program.locations.resize(program.instructions.size());
    program.functions = {{"trial", 0, static_cast<std::uint32_t>(program.instructions.size())}};
    const Contract* contract = find_contract("unspec");
    ASSERT_NE(contract, nullptr);
    const RunResult result = run(program, *contract, {}, {});
    ASSERT_FALSE(result.fault) << row_.name << ": " << result.fault->detail;
    oracle::FlatState state;
    state.memory.resize(16);
    state.memory_base = 0x1000;
    state.registers[10] = 0x1010;
    ASSERT_EQ(oracle::run(code, state, 100), oracle::Ending::Exited) << row_.name;
    ASSERT_EQ(state.registers[0], result.r0) << row_.name << " of " << x << " and " << y;
    ASSERT_EQ(state.executed, result.instructions) << row_.name;
  }

 private:
  static void add(Code& code, const RawSlot& raw) {
    const Code bytes = slot_bytes(raw);
    code.insert(code.end(), bytes.begin(), bytes.end());
  }
  static void constant(Code& code, std::uint8_t reg, std::uint64_t value) {
    add(code, {0x18, reg, 0, 0, static_cast<std::int32_t>(value)});
    add(code, {0, 0, 0, 0, static_cast<std::int32_t>(value >> 32)});
  }

  [[nodiscard]] RawSlot tested(std::uint64_t y) const {
    RawSlot raw{row_.byte, 1, 2, 0, static_cast<std::int32_t>(y)};
    const bool immediate = row_.form == Form::AluImm || row_.form == Form::JumpIfImm;
    if (!immediate) raw.imm = 0;
    if (immediate || row_.form == Form::Neg || row_.form == Form::ByteSwap) raw.src = 0;
    if (row_.form == Form::JumpIfImm || row_.form == Form::JumpIfReg) raw.offset = 1;
    if (row_.form == Form::Atomic || row_.form == Form::AtomicFetch) {
      raw.dst = 10;
      raw.offset = -8;
    }
    if (row_.field == Field::Offset) raw.offset = static_cast<std::int16_t>(row_.value);
    if (row_.field == Field::Immediate) raw.imm = row_.value;
    return raw;
  }

  [[nodiscard]] Code program_bytes(std::uint64_t x, std::uint64_t y) const {
    Code code;
    constant(code, 0, x);
    constant(code, 1, x);
    constant(code, 2, y);
    add(code, {0x7b, 10, 1, -8, 0});
    add(code, tested(y));
    add(code, {0x07, 1, 0, 0, 77});  // the instruction that a taken jump leaves out
    add(code, {0x79, 3, 10, -8, 0});
    for (const std::uint8_t reg : {1, 2, 3}) {
      add(code, {0x27, 0, 0, 0, 31});
      add(code, {0x0f, 0, reg, 0, 0});
    }
    add(code, {0x95, 0, 0, 0, 0});
    return code;
  }

  const OpcodeRow& row_;
};

TEST(OracleRules, ArithmeticJumpsAndAtomicsAgreeAtTheCorners) {
  for (const OpcodeRow& row : opcode_rows()) {
    if (!Trial::covers(row)) continue;
    for (const std::uint64_t x : kCorners) {
      for (const std::uint64_t y : kCorners) ASSERT_NO_FATAL_FAILURE(Trial(row).compare(x, y));
    }
  }
}

TEST(OracleRules, ArithmeticJumpsAndAtomicsAgreeOnAllSmallOperands) {
  for (const OpcodeRow& row : opcode_rows()) {
    if (!Trial::covers(row)) continue;
    for (int x = -8; x < 8; ++x) {
      for (int y = -8; y < 8; ++y) {
        ASSERT_NO_FATAL_FAILURE(
            Trial(row).compare(static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y)));
      }
    }
  }
}

}  // namespace
}  // namespace assay::testing
