// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/reduce.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support.hpp"

namespace assay::kernel::testing {
namespace {

constexpr double kSeconds = 60;  // far more than any of these take

template <class Kind>
bool has(const Program& program) {
  return std::ranges::any_of(program.instructions,
                             [](const Instruction& i) { return std::holds_alternative<Kind>(i); });
}

TEST(ReachablePart, CodeThatNoPathReachesGoes) {
  const Program rest = reachable_part(program_of("r0 = 1\ngoto L\nr0 = 2\nr0 = 3 ll\nL:\nexit\n"));
  EXPECT_FALSE(has<LoadImm64>(rest));
  EXPECT_TRUE(has<Exit>(rest));
  EXPECT_EQ(rest.functions.front().end, rest.instructions.size());
}

TEST(ReachablePart, AFunctionThatNobodyCallsGoesAndACalledOneStays) {
  Program program = program_of("call L3\nexit\nr0 = -r0\nL3:\nr0 = 5\nexit\n");
  program.instructions[2] = Exit{};
  program.functions = {{"main", 0, 2}, {"uncalled", 2, 3}, {"called", 3, 5}};
  const Program rest = reachable_part(program);
  ASSERT_EQ(rest.functions.size(), 2u);
  EXPECT_EQ(rest.instructions.size(), 4u);
  EXPECT_EQ(std::get<Call>(rest.instructions[0]).target, 2);
  EXPECT_EQ(rest.functions[1].begin, 2u);
  EXPECT_EQ(rest.functions[1].end, 4u);
}

TEST(Reduce, WhatThePropertyDoesNotNeedGoes) {
  const Program program =
      program_of("r0 = 1\nr2 = 5\nif r0 == 1 goto L\nr2 = -r2\nL:\nr0 = 2\nr0 = 3\nexit\n");
  const Program rest =
      reduce(program, [](const Program& p) { return has<Neg>(p) && has<Exit>(p); }, kSeconds);
  EXPECT_EQ(rest.instructions.size(), 2u);
  EXPECT_TRUE(has<Neg>(rest));
}

TEST(Reduce, MapsThatNobodyNamesGoAndTheOthersKeepTheirMeaning) {
  Program program = program_of("r1 = map[1]\nr0 = 0\nexit\n");
  program.maps.resize(3);
  program.maps[1].name = "named";
  const Program rest = reduce(program, has<LoadImm64>, kSeconds);
  ASSERT_EQ(rest.maps.size(), 1u);
  EXPECT_EQ(rest.maps[0].name, "named");
  EXPECT_EQ(std::get<LoadImm64>(rest.instructions[0]).value, 0u);
}

TEST(Reduce, NothingChangesWhereNothingMay) {
  const Program program = program_of("r0 = 1\nr0 = 2\nexit\n");
  const Program rest = reduce(
      program, [&](const Program& p) { return p.instructions == program.instructions; }, kSeconds);
  EXPECT_EQ(rest.instructions, program.instructions);
}

}  // namespace
}  // namespace assay::kernel::testing
