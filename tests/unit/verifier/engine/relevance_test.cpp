// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/relevance.hpp"

#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

std::vector<Relevance> relevance(std::string_view text) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok()) << (instructions.ok() ? "" : instructions.error().message);
  Program program;
  program.instructions = std::move(instructions).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back({"f", 0, static_cast<std::uint32_t>(program.instructions.size())});
  return relevance_of(program, *find_contract("linux/xdp"));
}

TEST(Relevance, ARegisterIsLiveUntilItsLastRead) {
  const auto r = relevance("r2 = 1; r0 = r2; exit");
  EXPECT_FALSE(r[0].live.contains(Reg{2}));
  EXPECT_TRUE(r[1].live.contains(Reg{2}));
  EXPECT_FALSE(r[2].live.contains(Reg{2}));
}
TEST(Relevance, WhatABranchTestsDecides) {
  const auto r = relevance("r2 = 1; r3 = r2; if r3 > 4 goto out; out: r0 = 0; exit");
  EXPECT_TRUE(r[1].deciding.contains(Reg{2}));
  EXPECT_TRUE(r[2].deciding.contains(Reg{3}));
}
TEST(Relevance, WhatIsOnlyStoredDecidesNothing) {
  const auto r = relevance("r2 = *(u32 *)(r1 + 0); r4 = 7; *(u8 *)(r2 + 0) = r4; r0 = 0; exit");
  EXPECT_TRUE(r[2].live.contains(Reg{4}));
  EXPECT_FALSE(r[2].deciding.contains(Reg{4}));
  EXPECT_TRUE(r[2].deciding.contains(Reg{2}));
}
TEST(Relevance, StackBytesAreLiveBetweenStoreAndLoad) {
  const auto r = relevance("r2 = 7; *(u64 *)(r10 - 8) = r2; r3 = *(u64 *)(r10 - 8); r0 = 0; exit");
  EXPECT_FALSE(touches(r[1].live_bytes, -8, 8));
  EXPECT_TRUE(touches(r[2].live_bytes, -8, 8));
  EXPECT_FALSE(touches(r[3].live_bytes, -8, 8));
  EXPECT_FALSE(touches(r[2].deciding_bytes, -8, 8));
}
TEST(Relevance, StackBytesDecideWhereWhatIsLoadedIsTested) {
  const auto r = relevance(
      "r2 = 7; *(u64 *)(r10 - 8) = r2; r3 = *(u64 *)(r10 - 8); if r3 == 0 goto out; out: r0 = 0; "
      "exit");
  EXPECT_TRUE(touches(r[2].deciding_bytes, -8, 8));
  EXPECT_TRUE(r[1].deciding.contains(Reg{2}));
}
TEST(Relevance, ALoadThroughAnUnknownFrameAddressKeepsTheWholeFrame) {
  const auto r =
      relevance("r2 = *(u32 *)(r1 + 12); r3 = r10; r3 += r2; r4 = *(u8 *)(r3 + 0); r0 = 0; exit");
  EXPECT_TRUE(touches(r[3].live_bytes, -512, 1));
  EXPECT_TRUE(touches(r[3].live_bytes, -1, 1));
}

}  // namespace
}  // namespace assay
