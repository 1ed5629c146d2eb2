// SPDX-License-Identifier: Apache-2.0
// An instruction executes when its obligations hold, and not otherwise.
#include "verifier/transfer/execute.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"
#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

struct Executed {
  Program program;
  Contract contract = *find_contract("linux/xdp");
  SymbolSupply symbols;
  Step step;

  explicit Executed(std::string_view text) {
    program.instructions = assemble(text).value();
    program.locations.resize(program.instructions.size());
    program.functions.push_back(
        {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
    const Environment env{program, contract, symbols};
    step = execute(env, entry_state(env), 0);
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

}  // namespace
}  // namespace assay
