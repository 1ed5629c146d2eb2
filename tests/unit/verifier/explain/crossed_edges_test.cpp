// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/crossed_edges.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "explained_program.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/verify.hpp"

namespace assay {
namespace {

using test::program_of;

/// Writes a byte at an index of 0 to `most` of what begins at r10 - 32.
std::string indexed_write(int most) {
  return "r2 = *(u32 *)(r1 + 12); if r2 > " + std::to_string(most) +
         " goto out; r3 = r10; r3 += -32; r3 += r2; *(u8 *)(r3 + 0) = 1; out: r0 = 1; exit";
}
constexpr std::uint32_t kWrite = 5;

std::vector<IndexedAccess> accesses_of(const Program& program) {
  const Contract& contract = *find_contract("linux/xdp");
  const Verification verification = verify(program, contract, {});
  EXPECT_TRUE(verification.accepted());
  if (!verification.accepted()) return {};
  return indexed_accesses(program, contract, *verification.acceptance());
}

std::vector<Finding> remarks_of(const std::string& text, const FrameLayout& layout) {
  const Program program = program_of(text);
  const std::vector<IndexedAccess> accesses = accesses_of(program);
  const std::vector<FrameLayout> layouts(frame_questions(program, accesses).size(), layout);
  return crossed_edges(program, accesses, layouts);
}

FrameLayout two_arrays() {
  return {32,
          {{.name = "path", .offset = 0, .size = 16, .is_array = true},
           {.name = "other", .offset = 16, .size = 16, .is_array = true}}};
}

TEST(IndexedAccesses, HaveTheBytesOfAllRuns) {
  const auto accesses = accesses_of(program_of(indexed_write(16)));
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_EQ(accesses[0].slot, kWrite);
  EXPECT_EQ(accesses[0].access.base, -32);
  EXPECT_EQ(accesses[0].access.bytes.low, -32);
  EXPECT_EQ(accesses[0].access.bytes.high, -15);
}

TEST(IndexedAccesses, AreFoundBehindCallsAndLoops) {
  Program program = program_of(
      "r6 = r1; r7 = 0; again: r1 = *(u32 *)(r6 + 12); r1 &= 15; call f; r7 += 1; "
      "if r7 < 4 goto again; r0 = 1; exit;"
      "f: r0 = 0; if r1 == 3 goto out; r3 = r10; r3 += -16; r3 += r1; *(u8 *)(r3 + 0) = 1; "
      "out: exit");
  constexpr std::uint32_t kFunction = 9;
  program.functions.front().end = kFunction;
  program.functions.push_back(
      {"g", kFunction, static_cast<std::uint32_t>(program.instructions.size())});
  const auto accesses = accesses_of(program);
  ASSERT_EQ(accesses.size(), 1U);
  EXPECT_EQ(accesses[0].slot, 14U);
  EXPECT_EQ(accesses[0].access.bytes.low, -16);
  EXPECT_EQ(accesses[0].access.bytes.high, 0);
}

TEST(IndexedAccesses, OffsetsThatTheCodeSaysAreNone) {
  EXPECT_TRUE(accesses_of(program_of("*(u64 *)(r10 - 8) = 1; r2 = r10; r2 += -8; "
                                     "*(u8 *)(r2 + 1) = 2; r0 = 1; exit"))
                  .empty());
}

TEST(CrossedEdges, AnIndexThatMayBeTheSizeIsRemarkedOn) {
  const auto remarks = remarks_of(indexed_write(16), two_arrays());
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_EQ(slot_in(remarks[0].where), kWrite);
  EXPECT_EQ(remarks[0].message,
            "this write may go past the end of 'path', which has 16 bytes, into 'other': its "
            "offset is between 0 and 16");
}

TEST(CrossedEdges, AnIndexInsideTheArrayIsNot) {
  EXPECT_TRUE(remarks_of(indexed_write(15), two_arrays()).empty());
}

TEST(CrossedEdges, NothingIsSaidWithoutACertainName) {
  EXPECT_TRUE(remarks_of(indexed_write(16), {}).empty());
  // Of "a[i - 1]" the part that is written in the code lies in another variable.
  const FrameLayout below{40,
                          {{.name = "below", .offset = 0, .size = 9, .is_array = true},
                           {.name = "a", .offset = 9, .size = 31, .is_array = true}}};
  const std::string biased =
      "r2 = *(u32 *)(r1 + 12); if r2 > 16 goto out; if r2 == 0 goto out; r3 = r10; r3 += -32; "
      "r3 += r2; *(u8 *)(r3 + 0) = 1; out: r0 = 1; exit";
  EXPECT_TRUE(remarks_of(biased, below).empty());
}

}  // namespace
}  // namespace assay
