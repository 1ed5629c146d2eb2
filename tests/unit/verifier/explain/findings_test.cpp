// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/findings.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "explained_program.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

using test::program_of;

std::vector<Finding> told(const Program& program, std::string_view contract) {
  const Contract& c = *find_contract(contract);
  return findings_of(program, c, verify(program, c, {}));
}

/// Reads `count` bytes above the frame, which is `count` faults.
std::string reads_above(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "r3 = *(u8 *)(r10 + " + std::to_string(i) + ");";
  return text + "r0 = 2; exit";
}

TEST(FindingsOf, AreNoneForWhatIsAccepted) {
  EXPECT_TRUE(told(program_of("r0 = 2; exit"), "linux/xdp").empty());
}

TEST(FindingsOf, StandInTheOrderOfTheCode) {
  const auto all = told(program_of("r0 = 2; if r1 == 0 goto out; r2 = *(u8 *)(r10 + 0); out:"
                                   "r3 = *(u8 *)(r10 + 1); exit"),
                        "linux/xdp");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_LT(*slot_in(all[0].where), *slot_in(all[1].where));
}

TEST(FindingsOf, AreNoMoreThanAPersonReads) {
  const auto few = told(program_of(reads_above(20)), "linux/xdp");
  ASSERT_EQ(few.size(), kMostFindings);
  const auto many = told(program_of(reads_above(30)), "linux/xdp");
  ASSERT_EQ(many.size(), kMostFindings);
  const auto cut = [](const Finding& f) {
    return !f.notes.empty() && f.notes.back().text == "only the first 20 findings are listed";
  };
  EXPECT_FALSE(std::ranges::any_of(few, cut));
  EXPECT_EQ(std::ranges::count_if(many, cut), 1);
  EXPECT_TRUE(cut(many.back()));
  EXPECT_EQ(slot_in(many.back().where), 19u);
}

TEST(FindingsOf, OneFaultHaveOneKeyAndTwoHaveTwo) {
  const auto all = told(program_of(reads_above(2)), "linux/xdp");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_NE(all[0].fault, all[1].fault);
  EXPECT_EQ(all[0].fault, told(program_of(reads_above(1)), "linux/xdp").front().fault);
}

TEST(FindingsOf, SayInWhichWaysOfExecutionTheyHold) {
  const auto all = told(program_of("*(u64 *)(r10 - 8) = 0; r0 = r10; r0 += -8; r3 = 1;"
                                   "r3 = atomic_fetch_add((u64 *)(r0 + 0), r3); r0 = 0; exit"),
                        "windows/bind");
  ASSERT_EQ(all.size(), 1u);
  ASSERT_EQ(all[0].notes.size(), 2u);
  EXPECT_EQ(all[0].notes[0].text,
            "this holds only for the way of execution jit; to judge another way by itself, use "
            "--execution native");
  EXPECT_EQ(all[0].notes[1].text,
            "jit: an atomic operation that fetches through an address in r0 writes elsewhere");
}

TEST(FindingsOf, DoNotNameTheWaysWhereTheyHoldInEach) {
  const auto all = told(program_of("r2 = *(u8 *)(r10 + 0); r0 = 0; exit"), "windows/bind");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0].notes.empty());
}

}  // namespace
}  // namespace assay
