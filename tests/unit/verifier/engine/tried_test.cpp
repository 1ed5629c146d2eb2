// SPDX-License-Identifier: Apache-2.0
// When a search need not be made, since it would be the one before it again.
#include "verifier/engine/tried.hpp"

#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/engine/ladder.hpp"

namespace assay {
namespace {

Tried tried(std::string_view text, const SearchPlan& plan) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back({"f", 0, static_cast<std::uint32_t>(program.instructions.size())});
  const Contract contract = *find_contract("linux/xdp");
  const auto cuts = CutPoints::of(program);
  SymbolSupply symbols;
  Deducer deducer;
  const Environment env{program, contract, symbols, nullptr, nullptr, &deducer};
  const SearchResult found =
      search_invariants(env, cuts.value(), relevance_of(program, contract), plan, deducer);
  return {plan, found.choices, found.complete};
}

/// Two states that differ in a number that the result depends on.
constexpr std::string_view kMerge =
    "r2 = *(u32 *)(r1 + 12); r0 = 1; if r2 > 5 goto on; r0 = 2; on: exit";
constexpr std::string_view kLoop = "r0 = 0; loop: r0 += 1; if r0 < 9 goto loop; exit";

TEST(Tried, NothingDiffersWithoutMergesAndLoops) {
  const Tried last = tried("r0 = 2; exit", kJoinAtOnce);
  for (const SearchPlan& next : kLadder) EXPECT_TRUE(repeats(next, last));
}

TEST(Tried, AMergeThatWasFullMayHoldMore) {
  const Tried last = tried(kMerge, kJoinAtOnce);
  EXPECT_TRUE(last.choices.at_merges);
  EXPECT_FALSE(repeats(kKeepFewApart, last));
  EXPECT_TRUE(repeats(kKeepRoundsApart, tried(kMerge, kKeepFewApart)));
}

TEST(Tried, ALoopMayBePeeledFurther) {
  const Tried last = tried(kLoop, kJoinAtOnce);
  EXPECT_TRUE(last.choices.peeled);
  EXPECT_TRUE(repeats(kKeepFewApart, last));
  EXPECT_FALSE(repeats(kKeepRoundsApart, last));
  EXPECT_FALSE(repeats(kUnroll, tried(kLoop, kKeepRoundsApart)));
}

TEST(Tried, FewerStatesThanBeforeAreNotTheSameSearch) {
  EXPECT_FALSE(repeats(kJoinAtOnce, tried(kMerge, kKeepFewApart)));
}

TEST(Tried, GoingOnIsAnotherSearch) {
  SearchPlan next = kJoinAtOnce;
  next.on_refusal = OnRefusal::GoOn;
  EXPECT_FALSE(repeats(next, tried("r0 = 2; exit", kJoinAtOnce)));
}

TEST(Tried, MoreIsTriedWhereALimitEndedTheLast) {
  SearchPlan little = kJoinAtOnce;
  little.max_steps = 1;
  const Tried last = tried("r0 = 2; exit", little);
  EXPECT_FALSE(last.complete);
  EXPECT_TRUE(repeats(little, last));
  EXPECT_FALSE(repeats(kJoinAtOnce, last));
}

}  // namespace
}  // namespace assay
