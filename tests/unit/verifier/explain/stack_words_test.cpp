// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/stack_words.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "explained_program.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using test::program_from_c;
using test::program_of;

constexpr const char* kKey =
    "*(u8 *)(r10 - 8) = 1; *(u32 *)(r10 - 4) = 2; r2 = r10; r2 += -8; call 1; r0 = 0; exit";
constexpr std::uint32_t kCall = 4;
constexpr const char* kLine = "  value = bpf_map_lookup_elem(&counts, &k);";

FrameLayout key_layout() {
  return {8,
          {{.name = "k",
            .type = "struct key",
            .offset = 0,
            .size = 8,
            .is_aggregate = true,
            .parts = {{"proto", 0, 1}, {"pid", 4, 4}}}}};
}

/// A finding about a map's key in the 8 bytes below the frame's top.
Finding unwritten_key(std::int64_t low, std::int64_t high) {
  Finding finding{ErrorCode::StackUninitialised, at_slot(kCall), "", {}, "", {}, {}, {}};
  StackAccess access;
  access.bytes = {0, -8, 0};
  access.base = -8;
  access.size = 8;
  access.unwritten = {{0, low, high}};
  access.role = StackRole::Key;
  access.what = "bpf_map_lookup_elem";
  access.map = "counts";
  access.argument = 2;
  finding.stack = access;
  return finding;
}

Finding worded(const Program& program, const Finding& finding, const FrameLayout& layout) {
  std::vector<Finding> findings = {finding};
  const std::size_t asked = frame_questions(program, findings).size();
  const std::vector<FrameLayout> layouts(asked, layout);
  word_stack(findings, program, layouts);
  return findings.front();
}

TEST(StackWords, PaddingIsNamedByItsNeighbours) {
  const Program program = program_from_c(kKey, kLine);
  const Finding told = worded(program, unwritten_key(-7, -4), key_layout());
  EXPECT_EQ(told.message,
            "the padding between 'proto' and 'pid' of 'k' is not initialised, and "
            "'bpf_map_lookup_elem' reads it as part of the key of map 'counts'");
  EXPECT_EQ(told.suggestion,
            "clear all of it: write 'struct key k = {};' where it is declared, or "
            "'__builtin_memset(&k, 0, sizeof(k))' before its members are set");
}

TEST(StackWords, MembersAreNamed) {
  const Program program = program_from_c(kKey, kLine);
  const Finding told = worded(program, unwritten_key(-4, 0), key_layout());
  EXPECT_EQ(
      told.message,
      "'k.pid' is not initialised on every path, and 'bpf_map_lookup_elem' reads it as part of "
      "the key of map 'counts'");
  EXPECT_EQ(worded(program, unwritten_key(-7, 0), key_layout()).message,
            "'k.pid' and the padding between 'proto' and 'pid' of 'k' are not initialised on every "
            "path, and 'bpf_map_lookup_elem' reads them as part of the key of map 'counts'");
}

TEST(StackWords, AVariableOfWhichNothingIsWrittenIsNamedWhole) {
  const Program program = program_from_c(kKey, kLine);
  EXPECT_EQ(
      worded(program, unwritten_key(-8, 0), key_layout()).message,
      "'k' is not initialised on every path, and 'bpf_map_lookup_elem' reads it as part of the "
      "key of map 'counts'");
}

TEST(StackWords, WithoutANameTheSourceLineIsQuoted) {
  const Program program = program_from_c(kKey, kLine);
  EXPECT_EQ(worded(program, unwritten_key(-7, -4), {}).message,
            "bytes 1 to 3 of the memory that '&k' points to are not initialised on every path, and "
            "'bpf_map_lookup_elem' reads them as part of the key of map 'counts'");
}

TEST(StackWords, WithoutAnExpressionTheWritingLineIsNamed) {
  const Program program = program_from_c(kKey, "  value = LOOKUP(&k);");
  EXPECT_EQ(worded(program, unwritten_key(-7, -4), {}).message,
            "bytes 1 to 3 of the 8 bytes of stack written at line 1 are not initialised on every "
            "path, and 'bpf_map_lookup_elem' reads them as part of the key of map 'counts'");
}

TEST(StackWords, AssemblyHasOffsets) {
  EXPECT_EQ(worded(program_of(kKey), unwritten_key(-7, -4), {}).message,
            "the stack at offsets -7 to -5 is not initialised on every path, and "
            "'bpf_map_lookup_elem' reads it as part of the key of map 'counts'");
}

TEST(StackWords, AKeyOfTheWrongSizeIsToldByBothSizes) {
  const Program program = program_from_c(kKey, kLine);
  Finding finding = unwritten_key(-8, -8);
  finding.code = ErrorCode::StackOutOfBounds;
  finding.stack->unwritten.clear();
  finding.stack->bytes = {0, -2, 2};
  finding.stack->base = -2;
  finding.stack->size = 4;
  const FrameLayout layout{8, {{.name = "port", .type = "u16", .offset = 6, .size = 2}}};
  const Finding told = worded(program, finding, layout);
  EXPECT_EQ(
      told.message,
      "'bpf_map_lookup_elem' takes a key of 4 bytes for map 'counts', but 'port' has 2 bytes");
  EXPECT_EQ(told.suggestion,
            "give 'port' the type that map 'counts' has for its key, or declare the map with the "
            "type of 'port'");
}

Finding stray_write() {
  Finding finding{
      ErrorCode::StackOutOfBounds, at_slot(kCall), "as the check says it", {}, "", {}, {}, {}};
  StackAccess access;
  access.bytes = {0, -16, 4};
  access.base = -16;
  access.size = 1;
  access.frame_bytes = 512;
  access.what = "this write";
  finding.stack = access;
  return finding;
}

TEST(StackWords, AnIndexIsCountedInItsArray) {
  const Program program = program_from_c(kKey, kLine);
  const FrameLayout layout{
      16, {{.name = "path", .offset = 0, .size = 16, .is_array = true, .parts = {{"", 0, 16}}}}};
  const Finding told = worded(program, stray_write(), layout);
  EXPECT_EQ(told.message,
            "this write of 1 byte may lie outside 'path', which has 16 bytes: its offset is "
            "between 0 and 19");
  EXPECT_TRUE(told.notes.empty());
}

TEST(StackWords, AnAccessRightBehindAVariableNamesIt) {
  const FrameLayout layout{
      16, {{.name = "path", .offset = 0, .size = 16, .is_array = true, .parts = {{"", 0, 16}}}}};
  Finding finding = stray_write();
  finding.stack->bytes = {0, 0, 1};
  finding.stack->base = 0;
  const Finding in_c = worded(program_from_c(kKey, kLine), finding, layout);
  EXPECT_EQ(in_c.message,
            "this write of 1 byte lies outside the stack, right behind 'path', which has 16 bytes");
  EXPECT_EQ(worded(program_of(kKey), finding, layout).message, "as the check says it");
  finding.stack->bytes = {0, 1, 2};
  finding.stack->base = 1;
  EXPECT_EQ(worded(program_from_c(kKey, kLine), finding, layout).message, "as the check says it");
}

TEST(StackWords, WithoutANameTheFrameIsDescribed) {
  const Finding in_c = worded(program_from_c(kKey, kLine), stray_write(), {});
  EXPECT_EQ(in_c.message, "as the check says it");
  ASSERT_EQ(in_c.notes.size(), 1U);
  EXPECT_EQ(in_c.notes[0].text, "all variables of a function together may take at most 512 bytes");
  const Finding in_assembly = worded(program_of(kKey), stray_write(), {});
  ASSERT_EQ(in_assembly.notes.size(), 1U);
  EXPECT_EQ(in_assembly.notes[0].text, "a function's frame has 512 bytes, at offsets -512 to -1");
}

TEST(StackWords, ANoteBeginsWithItsSubject) {
  const Program program = program_from_c(kKey, kLine);
  Finding finding{ErrorCode::LoopNotProved, at_slot(0), "a loop", {}, "", {}, {}, {}};
  finding.notes = {{at_slot(0), "grows by 1 per round", FrameRange{0, -4, 0}}};
  EXPECT_EQ(worded(program, finding, key_layout()).notes[0].text, "'k.pid' grows by 1 per round");
  EXPECT_EQ(worded(program, finding, {}).notes[0].text,
            "the variable written here grows by 1 per round");
  EXPECT_EQ(worded(program_of(kKey), finding, {}).notes[0].text,
            "the stack at offsets -4 to -1 grows by 1 per round");
}

TEST(StackWords, AFrameThatFunctionsShareHasNoNames) {
  const Program program = program_from_c(kKey, kLine);
  Finding finding = unwritten_key(-7, -4);
  finding.stack->bytes.function.reset();
  EXPECT_TRUE(frame_questions(program, std::span(&finding, 1)).empty());
  EXPECT_EQ(worded(program, finding, key_layout()).message,
            "bytes 1 to 3 of the memory that '&k' points to are not initialised on every path, and "
            "'bpf_map_lookup_elem' reads them as part of the key of map 'counts'");
}

}  // namespace
}  // namespace assay
