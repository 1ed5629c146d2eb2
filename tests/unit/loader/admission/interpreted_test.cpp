// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/interpreted.hpp"

#include <gtest/gtest.h>

#include "support/run_once.hpp"
#include "unit/ir/interpreter/support.hpp"

namespace assay::loader {
namespace {

RunReport run(std::string_view text, std::uint64_t bound) {
  return run_once(*interpreted(std::make_shared<Program>(assay::testing::program_of(text)),
                               std::make_shared<Contract>()),
                  {}, bound);
}

TEST(Interpreted, AnswersWithTheResult) {
  const RunReport report = run("r0 = 5\nexit", 2);
  EXPECT_EQ(report.end, RunEnd::Answered);
  EXPECT_EQ(report.answer, 5U);
  EXPECT_EQ(report.instructions, 2U);
}

TEST(Interpreted, StopsBehindTheBoundThatWasProved) {
  EXPECT_EQ(run("r0 = 5\nexit", 1).end, RunEnd::PassedBound);
  const RunReport loop = run("r0 = 0\ngoto -1", 100);
  EXPECT_EQ(loop.end, RunEnd::PassedBound);
  EXPECT_LE(loop.instructions, 100U);
}

TEST(Interpreted, StopsAtWhatAProofRulesOut) {
  EXPECT_EQ(run("r0 = *(u64 *)(r0 + 0)\nexit", 10).end, RunEnd::Faulted);
}

TEST(Interpreted, WhatTakesMoreMemoryThanARunMayHaveIsNotRunAndNoFault) {
  using assay::testing::kHash;
  auto program = std::make_shared<Program>(assay::testing::program_of(
      "r0 = 5\nexit", {assay::testing::map_of("table", kHash, UINT32_MAX, 4, 1)}));
  EXPECT_EQ(run_once(*interpreted(program, std::make_shared<Contract>()), {}, 2).end,
            RunEnd::NotRun);
}

TEST(Interpreted, ProgramsOfAVersionShareWhatMapsHold) {
  using assay::testing::kArray;
  std::vector<Map> maps = {assay::testing::map_of("count", kArray, 4, 4, 1)};
  maps[0].is_data = true;
  const auto counting = std::make_shared<Program>(assay::testing::program_of(
      "r1 = map_value[0] + 0\nr0 = *(u32 *)(r1 + 0)\nr0 += 1\n*(u32 *)(r1 + 0) = r0\nexit", maps));
  const auto contract = std::make_shared<Contract>(assay::testing::test_contract());
  const auto kept = std::make_shared<KeptMaps>();
  EXPECT_EQ(run_once(*interpreted(counting, contract, kept), {}, 10).answer, 1U);
  EXPECT_EQ(run_once(*interpreted(counting, contract, kept), {}, 10).answer, 2U);
  EXPECT_EQ(run_once(*interpreted(counting, contract), {}, 10).answer, 1U) << "of another version";
}

}  // namespace
}  // namespace assay::loader
