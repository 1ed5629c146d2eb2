// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/cause_words.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "explained_program.hpp"
#include "ir/base/errors.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

using test::program_of;

Finding told(const Cause& cause, std::string_view text = "r0 = 2; exit") {
  const Program program = program_of(text);
  return finding_of(program, *find_contract("linux/xdp"), cause);
}

TEST(CauseWords, AnUnconfirmedProofIsOneSentenceWithAReasonForTheReport) {
  std::set<std::string> reasons;
  for (const Unclosed why :
       {Unclosed::IllFormed, Unclosed::EntryNotIncluded, Unclosed::TooManyBranches,
        Unclosed::TargetsMissing, Unclosed::NotIncluded}) {
    const Finding f = told(NotClosed{1, why});
    EXPECT_EQ(f.code, ErrorCode::ProofNotClosed);
    EXPECT_EQ(slot_in(f.where), 1u);
    ASSERT_EQ(f.notes.size(), 1u);
    EXPECT_EQ(slot_in(f.notes[0].where), 1u);
    EXPECT_TRUE(f.notes[0].text.starts_with("for the bug report: "));
    EXPECT_TRUE(reasons.insert(f.notes[0].text).second) << f.notes[0].text;
  }
}

TEST(CauseWords, ALimitSaysWhatReachedIt) {
  EXPECT_EQ(told(LimitReached{Limit::States, 20001}).message,
            "the analysis kept 20001 states and reached its limit");
  EXPECT_EQ(told(LimitReached{Limit::NestedMeasures, 32}).message,
            "loops nest deeper than the 32 levels that Assay follows");
  for (const Limit limit :
       {Limit::States, Limit::Measures, Limit::NestedMeasures, Limit::Ranking}) {
    EXPECT_EQ(told(LimitReached{limit, 1}).code, ErrorCode::TooComplex);
    EXPECT_FALSE(slot_in(told(LimitReached{limit, 1}).where));
  }
}

TEST(CauseWords, BrokenCodeIsToldAsItWasFound) {
  const Finding f = told(BrokenFlow{{ErrorCode::FallsOffEnd, "slot 3 runs over the end", 3}});
  EXPECT_EQ(f.code, ErrorCode::FallsOffEnd);
  EXPECT_EQ(f.message, "slot 3 runs over the end");
  EXPECT_EQ(slot_in(f.where), 3u);
}

TEST(CauseWords, AChainOfCallsNamesItsLastFunctionAndTheLimit) {
  const Limits& limits = find_contract("linux/xdp")->limits;
  const Finding chain = told(ChainTooDeep{0, 0, 544, false});
  EXPECT_EQ(chain.code, ErrorCode::StackTooDeep);
  EXPECT_EQ(chain.message,
            "the frames of this chain of calls, up to that of 'f', need 544 bytes of stack, but "
            "linux/xdp allows " +
                std::to_string(limits.stack_bytes_per_chain));
  const Finding tail = told(ChainTooDeep{0, 0, 288, true});
  EXPECT_EQ(tail.message,
            "'f' makes tail calls with 288 bytes of frames on the stack, but linux/xdp allows less "
            "than " +
                std::to_string(limits.stack_bytes_with_tail_calls) + " there");
}

constexpr std::string_view kLoops =
    "r1 = 0; a: r2 = 0; b: r2 += 1; if r2 < 9 goto b; r1 += 1; if r1 < 9 goto a; r0 = 2; exit";

TEST(CauseWords, ALoopIsToldAtTheTestThatLeavesIt) {
  const Finding f = told(EndlessLoop{2}, kLoops);
  EXPECT_EQ(f.code, ErrorCode::LoopNotProved);
  EXPECT_EQ(slot_in(f.where), 3u);
}

TEST(CauseWords, ABudgetIsToldAtTheInnermostLoopWithTheRoundsOfEach) {
  const Finding f = told(OverBudget{2000000, 1000000, {{1, 1000}, {2, 500}}}, kLoops);
  EXPECT_EQ(f.code, ErrorCode::BudgetExceeded);
  EXPECT_EQ(f.message, "the worst case is 2,000,000 instructions, but the budget is 1,000,000");
  EXPECT_EQ(slot_in(f.where), 3u);
  ASSERT_EQ(f.notes.size(), 2u);
  EXPECT_EQ(slot_in(f.notes[0].where), 5u);
  EXPECT_EQ(f.notes[0].text, "this loop is proved to run for at most 1,000 rounds");
  EXPECT_EQ(
      f.notes[1].text,
      "this loop is proved to run for at most 500 rounds in each round of the loop around it");
}

TEST(CauseWords, ABudgetWithoutALoopIsAboutTheWholeProgram) {
  const Finding f = told(OverBudget{2, 1, {}});
  EXPECT_FALSE(slot_in(f.where));
  EXPECT_TRUE(f.notes.empty());
}

}  // namespace
}  // namespace assay
