// SPDX-License-Identifier: Apache-2.0
// An instruction executes when its obligations hold, and not otherwise.
#include "verifier/transfer/execute.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

struct Entered {
  Program program;
  Contract contract = *find_contract("linux/xdp");
  SymbolSupply symbols;
  State state;

  explicit Entered(std::string_view text) {
    program.instructions = assemble(text).value();
    program.locations.resize(program.instructions.size());
    program.functions.push_back(
        {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
    state = entry_state(environment());
  }
  Environment environment() { return {program, contract, symbols}; }
};

struct Executed : Entered {
  Step step;

  explicit Executed(std::string_view text)
      : Entered(text), step(execute(environment(), state, 0)) {}
};

struct InPlace : Entered {
  Step step;
  std::optional<std::uint32_t> on;

  explicit InPlace(std::string_view text) : Entered(text) { go(0); }
  void go(std::uint32_t slot) {
    step = {};
    on = advance(environment(), state, slot, step);
  }
};

TEST(Execute, AnUnmetObligationHasNoSuccessor) {
  const Executed run("r0 = r3; exit");
  ASSERT_TRUE(run.step.unmet);
  EXPECT_TRUE(run.step.next.empty());
  EXPECT_EQ(run.step.unmet->gap.code(), ErrorCode::RegisterUninitialised);
  EXPECT_TRUE(std::holds_alternative<Copyable>(run.step.unmet->gap.failed));
}

TEST(Execute, AnUnmetObligationComesWithTheStateBefore) {
  const Executed run("*(u64 *)(r10 + 0) = 1; exit");
  ASSERT_TRUE(run.step.unmet);
  EXPECT_EQ(run.step.unmet->gap.code(), ErrorCode::StackOutOfBounds);
  EXPECT_EQ(run.step.unmet->gap.miss.lack, Lack::EndsBehind);
  EXPECT_TRUE(run.step.unmet->state.read(Reg{1}).is_pointer());
}

TEST(Execute, TheFirstUnmetObligationIsTheOneThatIsNamed) {
  // r10 may not be written, r3 may not be read.
  const Executed run("r10 += r3; exit");
  ASSERT_TRUE(run.step.unmet);
  EXPECT_EQ(run.step.unmet->gap.code(), ErrorCode::FramePointerWritten);
}

TEST(Execute, WhereAllHoldThereIsASuccessor) {
  const Executed run("r0 = r1; exit");
  EXPECT_FALSE(run.step.unmet);
  ASSERT_EQ(run.step.next.size(), 1U);
  EXPECT_EQ(run.step.next[0].slot, 1U);
}

TEST(Advance, StaysInPlaceWhereOneStateFollows) {
  InPlace run("r0 = 7; exit");
  EXPECT_EQ(run.on, 1U);
  EXPECT_TRUE(run.step.next.empty());
  EXPECT_EQ(run.state.read(Reg{0}).as_constant(), 7U);
}

TEST(Advance, LeavesABranchToTheStep) {
  InPlace run("r0 = *(u32 *)(r1 + 12); if r0 > 3 goto +1; r0 = 0; exit");
  EXPECT_EQ(run.on, 1U);
  run.go(1);
  EXPECT_EQ(run.on, std::nullopt);
  ASSERT_EQ(run.step.next.size(), 2U);
  EXPECT_EQ(run.step.next[0].slot, 2U);
  EXPECT_EQ(run.step.next[1].slot, 3U);
}

}  // namespace
}  // namespace assay
