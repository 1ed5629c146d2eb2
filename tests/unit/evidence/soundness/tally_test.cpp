// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/tally.hpp"

#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay::soundness::testing {
namespace {

TEST(Tally, CountsAProgramWhoseMapsAreTooLargeToRunIt) {
  auto instructions = assemble("r1 = map[0]; r0 = 2; exit");
  ASSERT_TRUE(instructions.ok());
  Program program;
  program.instructions = std::move(instructions).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back({"f", 0, static_cast<std::uint32_t>(program.instructions.size())});
  Map large;
  large.kind = 2;  // an array
  large.key_size = 4;
  large.value_size = 1U << 24;
  large.max_entries = 1;
  program.maps.push_back(large);
  const Judged judged = judge(program, *find_contract("linux/xdp"), {});
  ASSERT_TRUE(judged.accepted);
  EXPECT_EQ(judged.unmodelled, 1U);
  Tally tally{};
  count(tally, program, judged);
  EXPECT_EQ(tally.accepted, 1U);
  EXPECT_EQ(tally.runs, 0U);
}

}  // namespace
}  // namespace assay::soundness::testing
