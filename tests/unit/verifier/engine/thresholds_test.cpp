// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/thresholds.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

std::vector<std::uint64_t> thresholds(std::string_view text) {
  auto instructions = assemble(text);
  EXPECT_TRUE(instructions.ok()) << (instructions.ok() ? "" : instructions.error().message);
  Program program;
  program.instructions = std::move(instructions).value();
  SymbolSupply symbols;
  return thresholds_of({program, *find_contract("linux/xdp"), symbols});
}
bool has(const std::vector<std::uint64_t>& all, std::uint64_t x) {
  return std::ranges::binary_search(all, x);
}

TEST(Thresholds, EndsOfWidthsAreAlwaysThere) {
  const std::vector<std::uint64_t> plain{0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff};
  EXPECT_EQ(thresholds("r0 = 0; exit"), plain);
}
TEST(Thresholds, ATestedConstantIsThereWithItsNeighboursAndItsQuotients) {
  const auto all = thresholds("r2 = 0; if r2 > 400 goto out; out: r0 = 0; exit");
  for (const std::uint64_t scale : {1U, 2U, 4U, 8U}) {
    for (const std::uint64_t x : {400 / scale - 1, 400 / scale, 400 / scale + 1})
      EXPECT_TRUE(has(all, x)) << x;
  }
  EXPECT_FALSE(has(all, 402));
  EXPECT_FALSE(has(all, 398));
}
TEST(Thresholds, SmallQuotientsAreNot) {
  const auto all = thresholds("r2 = 0; if r2 > 32 goto out; out: r0 = 0; exit");
  EXPECT_TRUE(has(all, 16));
  EXPECT_FALSE(has(all, 8));
}
TEST(Thresholds, NegativeConstantsAreReadAsSigned) {
  const auto all = thresholds("r2 = 0; if r2 s> -5 goto out; out: r0 = 0; exit");
  EXPECT_TRUE(has(all, ~std::uint64_t{0} - 4));
}
TEST(Thresholds, AConstantInAComparedRegisterCounts) {
  EXPECT_TRUE(has(thresholds("r3 = 70; r2 = 0; if r2 > r3 goto out; out: r0 = 0; exit"), 70));
  EXPECT_FALSE(has(thresholds("r3 = 70; r2 = 0; if r2 > 3 goto out; out: r0 = 0; exit"), 70));
}

}  // namespace
}  // namespace assay
