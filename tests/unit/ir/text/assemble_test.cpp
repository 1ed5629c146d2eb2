// SPDX-License-Identifier: Apache-2.0
#include "ir/text/assemble.hpp"

#include <gtest/gtest.h>

#include <string>

#include "../isa/samples.hpp"
#include "ir/base/errors.hpp"
#include "ir/isa/decode.hpp"
#include "ir/text/print.hpp"

namespace assay {
namespace {

Instruction only(const std::string& text) {
  const auto program = assemble(text);
  EXPECT_TRUE(program.ok()) << text << ": " << (program.ok() ? "" : program.error().message);
  return program.ok() ? program.value().front() : Instruction{WideTail{}};
}

void expect_malformed(const std::string& text, const std::string& message) {
  const auto program = assemble(text);
  ASSERT_FALSE(program.ok()) << "accepted: " << text;
  EXPECT_EQ(error_id(program.error().code), error_id(ErrorCode::AssemblyMalformed));
  EXPECT_EQ(program.error().message, message);
}

TEST(Assemble, EveryRowSurvivesPrintingAndAssembling) {
  for (const OpcodeRow& row : opcode_rows()) {
    for (const std::int16_t distance : {std::int16_t{2}, std::int16_t{-2}}) {
      const auto program = decode(test::sample_program(row, distance));
      ASSERT_TRUE(program.ok()) << row.name;
      const std::string text = print_program(program.value());
      const auto again = assemble(text);
      ASSERT_TRUE(again.ok()) << row.name << ": " << again.error().message << "\n" << text;
      EXPECT_EQ(again.value(), program.value()) << row.name << "\n" << text;
    }
  }
}

TEST(Assemble, UnresolvedNamesSurvivePrintingAndAssembling) {
  const std::vector<Instruction> program{LoadImm64{Reg{1}, WideKind::UnresolvedSymbol, 3},
                                         WideTail{}, Call{CallKind::Unresolved, 4}, Exit{}};
  const auto again = assemble(print_program(program));
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(again.value(), program);
}

TEST(Assemble, ReadsEachRowAsLlvmWritesIt) {
  const auto check = [](const std::string& hex, const std::string& text) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      bytes.push_back(static_cast<std::uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
    }
    for (int i = 0; i < 8; ++i) test::append_slot(bytes, test::kExit);
    const auto decoded = decode(bytes);
    const auto assembled = assemble(text + "\nexit; exit; exit; exit; exit; exit; exit; exit");
    ASSERT_TRUE(decoded.ok()) << text;
    ASSERT_TRUE(assembled.ok()) << text << ": " << assembled.error().message;
    EXPECT_EQ(assembled.value(), decoded.value()) << text;
  };
#define LLVM_ENCODING(row, hex, text) check(hex, text);
#include "../isa/llvm_encodings.def"
#undef LLVM_ENCODING
}

TEST(Assemble, NumbersAreDecimalOrHexadecimalWithASign) {
  EXPECT_EQ(only("r1 = -0x10"), (Instruction{Alu{AluOp::Mov, Width::W64, Reg{1}, Imm{-16}}}));
  EXPECT_EQ(only("r1 = -2147483648"),
            (Instruction{Alu{AluOp::Mov, Width::W64, Reg{1}, Imm{INT32_MIN}}}));
  EXPECT_EQ(only("w1 = 0xffffffff"), (Instruction{Alu{AluOp::Mov, Width::W32, Reg{1}, Imm{-1}}}));
  EXPECT_EQ(only("r1 = -1 ll"),
            (Instruction{LoadImm64{Reg{1}, WideKind::Immediate, ~std::uint64_t{0}}}));
  EXPECT_EQ(only("r1 = 0xffffffffffffffff ll"),
            (Instruction{LoadImm64{Reg{1}, WideKind::Immediate, ~std::uint64_t{0}}}));
}

TEST(Assemble, AMoveThatWouldChangeItsNumberIsRefused) {
  expect_malformed("r1 = 0xffffffff",
                   "line 1, column 6: the number needs a 16-byte load (append ll)");
  expect_malformed("r1 += 0xffffffff",
                   "line 1, column 7: 0xffffffff is not between -2147483648 and 2147483647");
  expect_malformed("w1 = 0x100000000",
                   "line 1, column 6: the number needs a 16-byte load (append ll)");
  expect_malformed("w1 = 0xffffffffffffffff",
                   "line 1, column 6: the number needs a 16-byte load (append ll)");
}

TEST(Assemble, LabelsSeparatorsAndComments) {
  const auto program = assemble(
      "r0 = 0 // zero\n"
      "# a comment line ; exit\n"
      "\n"
      "loop: r0 += 1; if r0 < 10 goto loop ; goto out\n"
      "r1 = 5 ll\n"
      "out:\n"
      "  exit");
  ASSERT_TRUE(program.ok()) << program.error().message;
  ASSERT_EQ(program.value().size(), 7U);
  EXPECT_EQ(program.value()[2], (Instruction{JumpIf{JumpOp::Lt, Width::W64, Reg{0}, Imm{10}, 1}}));
  EXPECT_EQ(program.value()[3], (Instruction{Jump{6, false}}));
  EXPECT_EQ(program.value()[5], Instruction{WideTail{}});
}

TEST(Assemble, ErrorsNameLineAndColumn) {
  expect_malformed("exit\n  goto nowhere", "line 2, column 8: label 'nowhere' is not defined");
  expect_malformed("a: exit\na: exit", "line 2, column 1: label 'a' is defined twice");
  expect_malformed("exit exit", "line 1, column 6: 'exit' after the end of an instruction");
  expect_malformed("exit\nr1 += w2",
                   "line 2, column 7: expected a 64-bit register (r0 to r10) instead of 'w2'");
  expect_malformed("r11 = 0", "line 1, column 1: 'r11' begins no instruction");
  expect_malformed("exit; @", "line 1, column 7: unexpected character");
  expect_malformed("r1 = *(u8 *)(r2 + 40000)",
                   "line 1, column 17: 40000 is not between -32768 and 32767");
  expect_malformed("r1 = 12x", "line 1, column 6: '12x' is not a number of at most 64 bits");
  expect_malformed("r1 =", "line 1, column 5: expected a value to assign");
}

TEST(Assemble, TargetsOutsideTheProgramAreRefused) {
  expect_malformed("goto +0", "line 1, column 6: the target lies outside the program");
  expect_malformed("goto -2\nexit", "line 1, column 6: the target lies outside the program");
  expect_malformed("goto end; end:", "line 1, column 6: the target lies outside the program");
  expect_malformed("goto +1; r1 = 1 ll; exit",
                   "line 1, column 6: the target is the second slot of a 16-byte instruction");
}

TEST(Assemble, AShortJumpThatDoesNotReachIsRefused) {
  std::string far = "goto end\n";
  for (int i = 0; i < 32768; ++i) far += "r0 = 0\n";
  far += "end: exit\n";
  expect_malformed(far, "line 1, column 6: the target is too far away (use gotol)");
  EXPECT_TRUE(assemble("gotol" + far.substr(4)).ok());
}

TEST(Assemble, WhatHasNoEncodingIsRefused) {
  for (const char* text : {"w1 = *(s8 *)(r2 + 0)",
                           "w1 = *(u64 *)(r2 + 0)",
                           "r1 = *(s64 *)(r2 + 0)",
                           "w1 = (s32)w2",
                           "r1 = -r2",
                           "r1 = be16 r2",
                           "w1 = be16 w1",
                           "r1 = w2",
                           "w1 = map[0]",
                           "w1 = 5 ll",
                           "r1 = *(u8 *)skb[4]",
                           "r0 = *(u64 *)skb[4]",
                           "*(u64 *)(r1 + 0) = w2",
                           "*(s8 *)(r1 + 0) = r2",
                           "lock *(u8 *)(r1 + 0) += r2",
                           "lock *(u64 *)(r1 + 0) -= r2",
                           "r1 = cmpxchg_64(r2 + 0, r1, r3)",
                           "r2 = atomic_fetch_add((u64 *)(r1 + 0), r3)",
                           "r2 = atomic_fetch_add((u32 *)(r1 + 0), r2)",
                           "if r1 = 2 goto +0",
                           "if r1 == w2 goto +0",
                           "call r1",
                           "callx w1",
                           "call other[3]",
                           "*(u8 *)(w1 + 0) = 1",
                           "r1 = map[-1]"}) {
    EXPECT_FALSE(assemble(std::string(text) + "\nexit").ok()) << text;
  }
}

TEST(Print, WritesLabelsOnlyBeforeTargets) {
  const std::vector<Instruction> program{JumpIf{JumpOp::Sgt, Width::W32, Reg{1}, Imm{-5}, 3},
                                         LoadImm64{Reg{2}, WideKind::MapValue, 16ULL << 32 | 2},
                                         WideTail{}, Exit{}};
  EXPECT_EQ(print_program(program),
            "  if w1 s> -5 goto L3\n"
            "  r2 = map_value[2] + 16\n"
            "L3:\n"
            "  exit\n");
}

TEST(Print, WritesTheExtremeNumbers) {
  EXPECT_EQ(print(Load{Width::W8, false, Reg{0}, Reg{1}, INT16_MIN}), "r0 = *(u8 *)(r1 - 32768)");
  EXPECT_EQ(print(LoadPacket{Width::W8, true, Reg{1}, INT32_MIN}),
            "r0 = *(u8 *)skb[r1 - 2147483648]");
  EXPECT_EQ(print(Call{CallKind::Helper, -1}), "call 4294967295");
  EXPECT_EQ(print(LoadImm64{Reg{1}, WideKind::Function, 40}), "r1 = function L40");
  EXPECT_EQ(print(Call{CallKind::Local, 40}), "call L40");
  EXPECT_EQ(print(Call{CallKind::Kernel, 40}), "call kernel[40]");
  EXPECT_EQ(print(LoadImm64{Reg{1}, WideKind::Map, 2}), "r1 = map[2]");
}

}  // namespace
}  // namespace assay
