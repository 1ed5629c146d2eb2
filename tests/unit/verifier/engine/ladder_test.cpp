// SPDX-License-Identifier: Apache-2.0
// Which rungs are tried for a program.
#include "verifier/engine/ladder.hpp"

#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"

namespace assay {
namespace {

std::size_t rungs_for(std::string_view text) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok());
  Program p;
  p.instructions = std::move(instructions).value();
  p.locations.resize(p.instructions.size());
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(p.instructions.size())});
  const auto cuts = CutPoints::of(p);
  EXPECT_TRUE(cuts.ok());
  return ladder_for(cuts.value(), p).size();
}

TEST(Ladder, UnrollsNothingWhereThereIsNoLoop) {
  EXPECT_EQ(rungs_for("r0 = 0; if r1 == 0 goto out; r0 = 1; out: exit"), kLadder.size() - 1);
}

TEST(Ladder, UnrollsLoops) {
  EXPECT_EQ(rungs_for("r0 = 0; loop: r0 += 1; if r0 < 9 goto loop; exit"), kLadder.size());
}

std::size_t states_for(std::size_t slots) {
  Program p;
  p.instructions.assign(slots, Instruction{Exit{}});
  p.locations.resize(slots);
  p.functions.push_back({"f", 0, static_cast<std::uint32_t>(slots)});
  const auto cuts = CutPoints::of(p);
  EXPECT_TRUE(cuts.ok());
  return ladder_for(cuts.value(), p).front().max_states;
}

TEST(Ladder, AllowsALargeProgramAsMuchForEach64KiBButNotWithoutEnd) {
  EXPECT_EQ(states_for(kSlotsOfLimits), kJoinAtOnce.max_states);
  EXPECT_EQ(states_for(2 * kSlotsOfLimits + 1), 3 * kJoinAtOnce.max_states);
  EXPECT_EQ(states_for(100 * kSlotsOfLimits), 8 * kJoinAtOnce.max_states);
}

TEST(Ladder, TheLastRungKeepsNoMoreThanTheOneBeforeItWithoutLoops) {
  EXPECT_EQ(kUnroll.states_per_merge, kKeepRoundsApart.states_per_merge);
  EXPECT_LE(kUnroll.max_states, kKeepRoundsApart.max_states);
  EXPECT_LE(kUnroll.max_steps, kKeepRoundsApart.max_steps);
  EXPECT_LE(kUnroll.max_parts, kKeepRoundsApart.max_parts);
  EXPECT_LE(kUnroll.max_work, kKeepRoundsApart.max_work);
}

}  // namespace
}  // namespace assay
