// SPDX-License-Identifier: Apache-2.0
// Numbers that the loader sets: one for all uses, of which no more is known than their range.
#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/verify.hpp"

namespace assay {
namespace {

Program program_of(std::string_view text) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok()) << (instructions.ok() ? "" : instructions.error().message);
  Program p;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  return p;
}

Verification judge(const Program& program, std::string_view contract = "linux/xdp") {
  return verify(program, *find_contract(contract), {});
}

std::string codes_told(const Verification& o) {
  std::string s;
  for (const Refusal& refusal : o.refusals())
    s += std::string(error_id(code_of(refusal.cause))) + "\n";
  return s;
}

Basis basis_of(const Verification& v) { return v.accepted() ? v.acceptance()->basis() : Basis{}; }

/// Two answers are asked for; where they are one relocation, they agree.
constexpr std::string_view kAskedTwice =
    "r6 = 1; r7 = 1; if r6 == r7 goto same; r0 = *(u8 *)(r10 + 8); exit; same: r0 = 0; exit";

TEST(LoadTime, OneNumberIsTheSameWhereverItIsUsed) {
  Program p = program_of(kAskedTwice);
  p.load_time.numbers = {{"whether it is so", 0, 1, "", 1}};
  p.load_time.uses = {{0, 0}, {1, 0}};
  EXPECT_TRUE(judge(p).accepted()) << codes_told(judge(p));
}

TEST(LoadTime, TwoNumbersMayDiffer) {
  Program p = program_of(kAskedTwice);
  p.load_time.numbers = {{"whether it is so", 0, 1, "", 1}, {"whether that is so", 0, 1, "", 1}};
  p.load_time.uses = {{0, 0}, {1, 1}};
  EXPECT_FALSE(judge(p).accepted());
}

TEST(LoadTime, WhatIsLearntOfANumberHoldsForItsNextUse) {
  Program p = program_of(
      "r6 = 1; r0 = 0; if r6 == 0 goto done; r7 = 1; if r7 != 0 goto done;"
      "r0 = *(u8 *)(r10 + 8); done: exit");
  p.load_time.numbers = {{"whether it is so", 0, 1, "", 1}};
  p.load_time.uses = {{0, 0}, {3, 0}};
  EXPECT_TRUE(judge(p).accepted()) << codes_told(judge(p));
}

/// In a loop that goes on, each round asks again.
TEST(LoadTime, ANumberStaysOneThroughALoop) {
  Program p = program_of(
      "r8 = 1; r6 = 0; again: r7 = 1; if r7 != r8 goto bad; r6 += 1; if r6 < 9 goto again;"
      "r0 = 0; exit; bad: r0 = *(u8 *)(r10 + 8); exit");
  p.load_time.numbers = {{"the size of 'struct s'", 0, 0xffffffff, "", 1}};
  p.load_time.uses = {{0, 0}, {2, 0}};
  EXPECT_TRUE(judge(p).accepted()) << codes_told(judge(p));
}

TEST(LoadTime, ANumberHasTheWholeOfItsRange) {
  for (const std::uint64_t most : {511ull, 512ull}) {
    Program p =
        program_of("r2 = 8; r1 = r10; r1 -= 512; r1 += r2; *(u8 *)(r1 + 0) = 0; r0 = 0; exit");
    p.load_time.numbers = {{"the size of 'struct s'", 0, most, "", 8}};
    p.load_time.uses = {{0, 0}};
    const Verification o = judge(p);
    EXPECT_EQ(o.accepted(), most < 512) << codes_told(o);
  }
}

TEST(LoadTime, ANumberIsNoneOfTheWordsThatItNeverIs) {
  for (const bool never : {false, true}) {
    Program p = program_of(
        "r2 = 8; r0 = 0; if r2 == 1 goto done; if r2 == 4 goto done;"
        "r0 = *(u8 *)(r10 + 8); done: exit");
    p.load_time.numbers = {{"the size of 'x' in 'struct s'", 1, 4, "", 4}};
    if (never) p.load_time.numbers.front().never = {2, 3};
    p.load_time.uses = {{0, 0}};
    EXPECT_EQ(judge(p).accepted(), never) << codes_told(judge(p));
  }
}

/// Arithmetic extends 32 bits with their sign; a 16-byte load takes all bits.
TEST(LoadTime, ANumberOf32BitsComesWithItsSign) {
  const std::string rest = "; if r2 s< 0 goto bad; r0 = 0; exit; bad: r0 = *(u8 *)(r10 + 8); exit";
  for (const bool wide : {false, true}) {
    Program p = program_of((wide ? "r2 = 8 ll" : "r2 = 8") + rest);
    p.load_time.numbers = {{"the size of 'struct s'", 0, 0xffffffff, "", 8}};
    p.load_time.uses = {{0, 0}};
    EXPECT_EQ(judge(p).accepted(), wide);
  }
}

constexpr std::string_view kPacket =
    "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = r2; r4 += 20; r0 = 1;"
    "if r4 > r3 goto done; r5 = 12; r5 += r2; r0 = *(u32 *)(r5 + 0); r0 = 1; done: exit";

TEST(LoadTime, APointerIsMovedByTheObjectsOffsetAndTheLayoutIsNamed) {
  Program p = program_of(kPacket);
  p.load_time.numbers = {{"the offset of 'x' in 'struct s'", 0, 0xffffffff, "struct s", 12}};
  p.load_time.uses = {{6, 0}};
  const Verification o = judge(p);
  EXPECT_TRUE(o.accepted()) << codes_told(o);
  EXPECT_EQ(basis_of(o).numbers, std::set<std::uint32_t>{0});
}

TEST(LoadTime, AnOffsetOfNoLayoutMovesNoPointer) {
  Program p = program_of(kPacket);
  p.load_time.numbers = {{"the offset of 'x' in 'struct s'", 0, 0xffffffff, "", 12}};
  p.load_time.uses = {{6, 0}};
  EXPECT_FALSE(judge(p).accepted());
}

TEST(LoadTime, ANumberThatIsOnlyProbedIsAnyNumber) {
  Program p = program_of(
      "r6 = *(u64 *)(r1 + 0); r2 = 8; r2 += r6; r1 = r10; r1 += -8; r3 = r2; r2 = 8; call 113;"
      "r0 = 0; exit");
  p.load_time.numbers = {{"the offset of 'x' in 'struct s'", 0, 0xffffffff, "struct s", 8}};
  p.load_time.uses = {{1, 0}};
  const Verification o = judge(p, "linux/kprobe");
  EXPECT_TRUE(o.accepted()) << codes_told(o);
  EXPECT_TRUE(basis_of(o).numbers.empty()) << "nothing rests on the layout";
}

TEST(LoadTime, AnAccessNamesTheLayoutThatItTakes) {
  Program p = program_of("r0 = *(u32 *)(r1 + 12); r0 = 1; exit");
  p.load_time.layouts = {"struct xdp_md"};
  p.load_time.layout_uses = {{0, 0}};
  EXPECT_EQ(basis_of(judge(p)).layouts, std::set<std::uint32_t>{0});
}

TEST(LoadTime, WhatTheTargetLacksIsRefusedWhereItIsReachedOnly) {
  for (const bool reached : {true, false}) {
    Program p = program_of(reached ? "r1 = 1; if r1 == 1 goto bad; r0 = 1; exit;"
                                     "bad: call 195896080; r0 = 1; exit"
                                   : "r1 = 0; if r1 == 1 goto bad; r0 = 1; exit;"
                                     "bad: call 195896080; r0 = 1; exit");
    p.load_time.poisoned = {{4, "'vmlinux' does not say the offset of 'x' in 'struct s'"}};
    const Verification o = judge(p);
    ASSERT_EQ(o.accepted(), !reached) << codes_told(o);
    const ErrorCode code =
        reached ? code_of(o.refusals().front().cause) : ErrorCode::TargetLacksType;
    EXPECT_EQ(code, ErrorCode::TargetLacksType);
  }
}

/// Reads the first byte of .rodata twice, and does wrong where they differ.
Program settings_read_twice(ContentsFrom from) {
  Program p = program_of(
      "r6 = 0 ll; r7 = *(u8 *)(r6 + 0); r8 = *(u8 *)(r6 + 0); if r7 == r8 goto same;"
      "r0 = *(u8 *)(r10 + 8); exit; same: r0 = 1; exit");
  p.instructions.front() = LoadImm64{Reg{6}, WideKind::MapValue, 0};
  Map data;
  data.name = ".rodata";
  data.kind = 2;
  data.key_size = 4;
  data.value_size = 8;
  data.max_entries = 1;
  data.is_data = true;
  data.read_only = true;
  data.contents = {1, 2, 3, 4, 5, 6, 7, 8};
  data.contents_from = from;
  p.maps.push_back(data);
  return p;
}

TEST(LoadTime, SettingsStayAsTheyWereLoadedOnLinuxOnly) {
  for (const ContentsFrom from : {ContentsFrom::Settings, ContentsFrom::Any}) {
    const Program p = settings_read_twice(from);
    EXPECT_TRUE(judge(p, "linux/xdp").accepted()) << codes_told(judge(p, "linux/xdp"));
    EXPECT_TRUE(basis_of(judge(p, "linux/xdp")).contents.empty());
    EXPECT_FALSE(judge(p, "windows/xdp").accepted());
  }
}

TEST(LoadTime, BytesThatAProofUsesAreNamed) {
  for (const ContentsFrom from : {ContentsFrom::Object, ContentsFrom::Recorded}) {
    const Verification o = judge(settings_read_twice(from), "windows/xdp");
    EXPECT_TRUE(o.accepted()) << codes_told(o);
    EXPECT_EQ(basis_of(o).contents, std::set<std::uint32_t>{0});
  }
}

TEST(LoadTime, OnlySettingsAreOpen) {
  Program p = settings_read_twice(ContentsFrom::Settings);
  auto layout = std::make_shared<DataLayout>();
  layout->variables = {{"table", 0, 4, false}, {"limit", 4, 4, true}};
  p.maps.front().layout = layout;
  EXPECT_TRUE(contents_hold(p.maps.front(), 0, 4));
  EXPECT_FALSE(contents_hold(p.maps.front(), 3, 2));
  EXPECT_FALSE(contents_hold(p.maps.front(), 7, 1));
  EXPECT_FALSE(contents_hold(p.maps.front(), 8, 1)) << "outside";
  EXPECT_TRUE(judge(p, "windows/xdp").accepted());
}

}  // namespace
}  // namespace assay
