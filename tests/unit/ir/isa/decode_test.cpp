// SPDX-License-Identifier: Apache-2.0
#include "ir/isa/decode.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "ir/base/errors.hpp"
#include "ir/isa/encode.hpp"
#include "samples.hpp"

namespace assay {
namespace {

using test::append_slot;
using test::field_use;
using test::kExit;
using test::kSampleSlot;
using test::sample_program;
using test::sample_slot;
using test::surrounded;

std::vector<std::uint8_t> code(std::initializer_list<RawSlot> slots) {
  std::vector<std::uint8_t> bytes;
  for (const RawSlot& slot : slots) append_slot(bytes, slot);
  return bytes;
}

void expect_error(const Result<std::vector<Instruction>>& result, ErrorCode expected,
                  const std::string& part) {
  ASSERT_FALSE(result.ok()) << "accepted; expected: " << part;
  EXPECT_EQ(error_id(result.error().code), error_id(expected)) << result.error().message;
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

TEST(Decode, EveryRowDecodesToItsRowAndEncodesBack) {
  for (const OpcodeRow& row : opcode_rows()) {
    for (const std::int16_t distance : {std::int16_t{2}, std::int16_t{-2}}) {
      const auto bytes = sample_program(row, distance);
      const auto program = decode(bytes);
      ASSERT_TRUE(program.ok()) << row.name << ": " << program.error().message;
      EXPECT_EQ(row_of(program.value()[kSampleSlot]).name, row.name);
      EXPECT_EQ(encode(program.value()), bytes) << row.name;
    }
  }
}

TEST(Decode, EveryReservedFieldThatIsNotZeroIsRefused) {
  int tried = 0;
  for (const OpcodeRow& row : opcode_rows()) {
    const auto use = field_use(row.form);
    const RawSlot good = sample_slot(row, 2);
    const auto refused = [&](const RawSlot& bad, const std::string& part) {
      ++tried;
      SCOPED_TRACE(std::string(row.name));
      expect_error(decode(surrounded(bad)), ErrorCode::InstructionInvalid, "slot 2: " + part);
    };
    for (const std::uint8_t value : {1, 10, 15}) {
      RawSlot bad = good;
      bad.dst = value;
      if (!use.dst) refused(bad, "reserved field dst_reg");
      bad = good;
      bad.src = value;
      if (!use.src && row.field != Field::Source) refused(bad, "reserved field src_reg");
    }
    for (const std::int16_t value : {1, -1, 256}) {
      RawSlot bad = good;
      bad.offset = value;
      if (!use.offset && row.field != Field::Offset) {
        refused(bad, "reserved field offset");
      }
    }
    for (const std::int32_t value : {1, -1, 0x1000000}) {
      RawSlot bad = good;
      bad.imm = value;
      if (!use.imm && row.field != Field::Immediate) refused(bad, "reserved field imm");
    }
  }
  EXPECT_GT(tried, 500);  // most rows have a reserved field
}

TEST(Decode, RegistersAboveTenAreRefused) {
  for (const OpcodeRow& row : opcode_rows()) {
    for (const std::uint8_t number : {11, 15}) {
      RawSlot bad = sample_slot(row, 2);
      bad.dst = number;
      if (field_use(row.form).dst) {
        expect_error(decode(surrounded(bad)), ErrorCode::InstructionInvalid, "dst_reg");
      }
      bad = sample_slot(row, 2);
      bad.src = number;
      if (field_use(row.form).src) {
        expect_error(decode(surrounded(bad)), ErrorCode::InstructionInvalid, "src_reg");
      }
    }
  }
}

/// If a decoder ignored a bit, the encoder could not give it back.
TEST(Decode, WhateverDecodesEncodesToTheSameBytes) {
  int decoded = 0;
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (const std::uint8_t src : {0, 1, 2, 3, 4, 5, 6, 10, 11}) {
      for (const std::int16_t offset : {0, 1, 2, 8, 16, 32, -1}) {
        for (const std::int32_t imm : {0, 1, 2, 16, 32, 64, 0x40, 0x51, 0xe0, 0xe1, 0xf1, 0x100}) {
          for (const std::uint8_t dst : {0, 3, 11}) {
            const RawSlot raw{static_cast<std::uint8_t>(byte), dst, src, offset, imm};
            const auto bytes = surrounded(raw);
            const auto program = decode(bytes, Linkage::Unlinked);
            if (!program) continue;
            ++decoded;
            ASSERT_EQ(encode(program.value()), bytes) << "opcode " << byte;
          }
        }
      }
    }
  }
  EXPECT_GT(decoded, 1000);
}

TEST(Decode, UnknownOpcodeBytesAndDiscriminatorsAreRefused) {
  expect_error(decode(code({{0x00, 0, 0, 0, 0}})), ErrorCode::InstructionInvalid,
               "unknown opcode 0x00");
  expect_error(decode(code({{0xff, 0, 0, 0, 0}})), ErrorCode::InstructionInvalid,
               "unknown opcode 0xff");
  expect_error(decode(code({{0x37, 1, 0, 2, 1}})), ErrorCode::InstructionInvalid, "offset 2");
  expect_error(decode(code({{0xbc, 1, 2, 32, 0}})), ErrorCode::InstructionInvalid, "offset 32");
  expect_error(decode(code({{0xdc, 1, 0, 0, 8}})), ErrorCode::InstructionInvalid, "imm 8");
  expect_error(decode(code({{0xdb, 1, 2, 0, 0xe0}})), ErrorCode::InstructionInvalid, "imm 224");
  expect_error(decode(code({{0xdb, 1, 2, 0, 0xf0}})), ErrorCode::InstructionInvalid, "imm 240");
  expect_error(decode(code({{0x85, 0, 3, 0, 1}})), ErrorCode::InstructionInvalid, "src_reg 3");
  for (const std::uint8_t kind : {3, 5, 6, 7, 15}) {
    expect_error(decode(code({{0x18, 1, kind, 0, 1}, {0, 0, 0, 0, 0}})),
                 ErrorCode::InstructionInvalid, "src_reg " + std::to_string(kind));
  }
}

TEST(Decode, ASizeThatIsNoMultipleOfEightIsRefused) {
  auto bytes = code({kExit});
  bytes.pop_back();
  expect_error(decode(bytes), ErrorCode::InstructionInvalid, "7 bytes");
}

TEST(Decode, SixteenByteLoadsNeedAWellFormedSecondSlot) {
  const RawSlot first{0x18, 1, 0, 0, 5};
  expect_error(decode(code({first})), ErrorCode::InstructionInvalid, "lacks its second slot");
  const std::initializer_list<RawSlot> bad_tails = {
      {0x95, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}};
  for (const RawSlot& tail : bad_tails) {
    expect_error(decode(code({first, tail})), ErrorCode::InstructionInvalid, "slot 1");
  }
}

TEST(Decode, MapAndFunctionLoadsHaveAReservedUpperHalf) {
  for (const std::uint8_t kind : {1, 4}) {
    const auto bytes = surrounded(RawSlot{0x18, 1, kind, 0, 1}, 1);
    expect_error(decode(bytes), ErrorCode::InstructionInvalid, "slot 3: next_imm");
  }
}

TEST(Decode, SixteenByteLoadsJoinBothHalvesWithoutSignExtension) {
  const auto program = decode(surrounded(RawSlot{0x18, 1, 0, 0, -1}, 1));
  ASSERT_TRUE(program.ok());
  EXPECT_EQ(program.value()[2], (Instruction{LoadImm64{Reg{1}, WideKind::Immediate, 0x1ffffffff}}));
  EXPECT_EQ(program.value()[3], Instruction{WideTail{}});
  const auto map = decode(surrounded(RawSlot{0x18, 1, 2, 0, 7}, 16));
  ASSERT_TRUE(map.ok());
  EXPECT_EQ(map.value()[2],
            (Instruction{LoadImm64{Reg{1}, WideKind::MapValue, (std::uint64_t{16} << 32) | 7}}));
}

TEST(Decode, TargetsBecomeAbsoluteSlots) {
  const auto jump = decode(code({kExit, {0x05, 0, 0, -2, 0}}));
  ASSERT_TRUE(jump.ok());
  EXPECT_EQ(jump.value()[1], (Instruction{Jump{0, false}}));
  const auto wide = decode(code({{0x06, 0, 0, 0, 1}, kExit, kExit}));
  ASSERT_TRUE(wide.ok());
  EXPECT_EQ(wide.value()[0], (Instruction{Jump{2, true}}));
  const auto call = decode(code({{0x85, 0, 1, 0, 1}, kExit, kExit}));
  ASSERT_TRUE(call.ok());
  EXPECT_EQ(call.value()[0], (Instruction{Call{CallKind::Local, 2}}));
}

TEST(Decode, JumpsOutOfTheProgramAreRefusedWhateverTheLinkage) {
  for (const Linkage linkage : {Linkage::Linked, Linkage::Unlinked}) {
    for (const std::int16_t distance : {1, -3, 32767, -32768}) {
      expect_error(decode(code({kExit, {0x05, 0, 0, distance, 0}, kExit}), linkage),
                   ErrorCode::JumpOutOfProgram, "slot 1: target");
    }
    expect_error(decode(code({{0x06, 0, 0, 0, INT32_MAX}}), linkage), ErrorCode::JumpOutOfProgram,
                 "");
    expect_error(decode(code({{0x06, 0, 0, 0, INT32_MIN}}), linkage), ErrorCode::JumpOutOfProgram,
                 "");
  }
}

TEST(Decode, JumpsIntoASixteenByteLoadAreRefused) {
  expect_error(decode(code({{0x05, 0, 0, 1, 0}, {0x18, 1, 0, 0, 0}, {0, 0, 0, 0, 0}, kExit})),
               ErrorCode::JumpOutOfProgram, "second slot");
}

TEST(Decode, LocalCallsAndFunctionAddressesAreCheckedOnlyWhenLinked) {
  const auto call = code({{0x85, 0, 1, 0, 40}, kExit});
  expect_error(decode(call), ErrorCode::JumpOutOfProgram, "target 41");
  const auto unlinked = decode(call, Linkage::Unlinked);
  ASSERT_TRUE(unlinked.ok());
  EXPECT_EQ(unlinked.value()[0], (Instruction{Call{CallKind::Local, 41}}));
  const auto function = code({{0x18, 1, 4, 0, 40}, {0, 0, 0, 0, 0}, kExit});
  expect_error(decode(function), ErrorCode::JumpOutOfProgram, "target 41");
  EXPECT_TRUE(decode(function, Linkage::Unlinked).ok());
}

TEST(Decode, OneInstructionOutsideTheBytesIsAnError) {
  const auto bytes = code({kExit});
  EXPECT_TRUE(decode_one(bytes, 0).ok());
  EXPECT_FALSE(decode_one(bytes, 1).ok());
}

TEST(Encode, BrokenProgramsAreInternalFaults) {
  const auto throws = [](std::vector<Instruction> program) {
    EXPECT_THROW((void)encode(program), InternalFault);
  };
  throws({LoadImm64{}, Exit{}});
  throws({WideTail{}});
  throws({Call{CallKind::Unresolved, 0}});
  throws({LoadImm64{Reg{1}, WideKind::UnresolvedSymbol, 0}, WideTail{}});
  throws({Jump{40000, false}});
  throws({Alu{AluOp::Add, Width::W8, Reg{1}, Imm{1}}});
  throws({Alu{AluOp::Movsx32, Width::W32, Reg{1}, Reg{1}}});
  throws({Alu{AluOp::Add, Width::W64, Reg{11}, Imm{1}}});
}

std::vector<std::uint8_t> from_hex(const std::string& hex) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::strtoul(hex.substr(i, 2).c_str(), nullptr, 16)));
  }
  return bytes;
}

TEST(Decode, LlvmsEncodingOfEachRowIsThatRow) {
  const auto check = [](Opcode row, const char* hex) {
    const auto instruction = decode_one(from_hex(hex), 0);
    ASSERT_TRUE(instruction.ok()) << hex << ": " << instruction.error().message;
    EXPECT_EQ(row_of(instruction.value()).id, row) << hex;
  };
#define LLVM_ENCODING(row, hex, text) check(Opcode::row, hex);
#include "llvm_encodings.def"
#undef LLVM_ENCODING
}

}  // namespace
}  // namespace assay
