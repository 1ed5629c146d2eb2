// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/value_flow.hpp"

#include <gtest/gtest.h>

#include "explained_program.hpp"

namespace assay {
namespace {

using test::program_of;

using Slots = std::set<std::uint32_t>;

TEST(ValueFlow, ADefinitionReachesUntilTheNext) {
  const Program p = program_of("r2 = 1; r2 = 2; r3 = r2; r0 = 0; exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_EQ(flow->definitions(Reg{2}, 2).slots, Slots{1});
  EXPECT_FALSE(flow->definitions(Reg{2}, 2).from_entry);
  EXPECT_TRUE(flow->definitions(Reg{1}, 2).from_entry);
}
TEST(ValueFlow, WherePathsJoinBothDefinitionsReach) {
  const Program p = program_of("r2 = 1; if r1 == 0 goto out; r2 = 2; out: r3 = r2; r0 = 0; exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_EQ(flow->definitions(Reg{2}, 3).slots, (Slots{0, 2}));
  EXPECT_FALSE(flow->sum(Reg{2}, 3, Width::W64));
}
TEST(ValueFlow, ASumIsOneDefinitionAndAConstant) {
  const Program p = program_of("r2 = *(u32 *)(r1 + 0); r3 = r2; r3 += 5; r3 -= 2; r0 = 0; exit");
  const auto sum = ValueFlow::of(p, 0)->sum(Reg{3}, 4, Width::W64);
  EXPECT_EQ(sum->definition, 0u);
  EXPECT_EQ(sum->constant, 3u);
}
TEST(ValueFlow, A32BitStepIsASumOfLowHalvesOnly) {
  const Program p = program_of("r2 = *(u64 *)(r1 + 0); w2 += 5; r0 = 0; exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_EQ(flow->sum(Reg{2}, 2, Width::W32)->definition, 0u);
  EXPECT_EQ(flow->sum(Reg{2}, 2, Width::W64)->definition, 1u);
}
TEST(ValueFlow, SourcesEndAtLoads) {
  const Program p = program_of(
      "r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r2 *= r3; r4 = *(u8 *)(r2 + 0); r0 = r4; "
      "exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_EQ(*flow->sources(Reg{2}, 3), (Slots{0, 1, 2}));
  EXPECT_EQ(*flow->sources(Reg{0}, 5), (Slots{3, 4}));
}
TEST(ValueFlow, ACalledFunctionWritesTheArguments) {
  const Program p = program_of("r2 = 1; call 5; r3 = r2; r0 = 0; exit");
  EXPECT_EQ(ValueFlow::of(p, 0)->definitions(Reg{2}, 2).slots, Slots{1});
}
TEST(ValueFlow, ATestGuardsWhatOneOfItsWaysLeadsTo) {
  const Program p =
      program_of("r2 = *(u32 *)(r1 + 0); if r2 > 7 goto out; r3 = r2; out: r0 = 0; exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_EQ(flow->way_to(2, 1), Branch::NotTaken);
  EXPECT_FALSE(flow->way_to(3, 1));
  EXPECT_FALSE(flow->way_to(2, 0));
}
TEST(ValueFlow, ATestOnOneOfTwoPathsIsNotAlwaysPassed) {
  const Program p = program_of(
      "r2 = *(u32 *)(r1 + 0); if r1 == 0 goto use; if r2 > 7 goto out; use: r3 = r2; out: r0 = 0; "
      "exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_FALSE(flow->always_before(2, 3));
  EXPECT_EQ(flow->always_passed(3), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(flow->always_passed(4), (std::vector<std::uint32_t>{0, 1}));
}
TEST(ValueFlow, ALoopIsPassedThroughItsHead) {
  const Program p = program_of(
      "r2 = 0; head: if r2 > 7 goto out; if r1 == 0 goto odd; r2 += 1; odd: r2 += 1; goto head; "
      "out: r0 = 0; exit");
  const auto flow = ValueFlow::of(p, 0);
  EXPECT_EQ(flow->always_passed(6), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(flow->always_passed(5), (std::vector<std::uint32_t>{0, 1, 2, 4}));
  EXPECT_EQ(flow->way_to(6, 1), Branch::Taken);
  EXPECT_EQ(flow->way_to(4, 1), Branch::NotTaken);
}
TEST(ValueFlow, AlwaysPassedAgreesWithAlwaysBefore) {
  const Program p = program_of(
      "r2 = 0; if r1 == 0 goto a; if r1 == 1 goto b; r2 = 1; a: r2 += 1; if r2 == 3 goto c; "
      "b: r2 += 2; c: if r2 > 9 goto a; r0 = 0; exit");
  const auto flow = ValueFlow::of(p, 0);
  for (const std::uint32_t after : flow->slots()) {
    std::vector<std::uint32_t> expected;
    for (const std::uint32_t before : flow->slots()) {
      if (flow->always_before(before, after)) expected.push_back(before);
    }
    EXPECT_EQ(flow->always_passed(after), expected) << after;
  }
}
TEST(ValueFlow, WhatIsNotReachedHasNoFlow) {
  const Program p = program_of("r0 = 0; exit; r0 = 1; exit");
  EXPECT_TRUE(ValueFlow::of(p, 1));
  EXPECT_FALSE(ValueFlow::of(p, 2));
  EXPECT_FALSE(ValueFlow::of(p, 9));
}

}  // namespace
}  // namespace assay
