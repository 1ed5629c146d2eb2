// SPDX-License-Identifier: Apache-2.0
// Which bounds a Knowledge forgets where it has as many as it may have, and which integers terms
// are.
#include <gtest/gtest.h>

#include "verifier/domain/knowledge.hpp"

namespace assay {
namespace {

constexpr int kMoreThanItKeeps = 40;

struct Numbers {
  SymbolSupply supply;
  Knowledge k;
  Term any() { return k.introduce(supply, Scalar::unsigned_range(0, 0xffffff)); }
  /// times * a <= times * b + ...: fresh ones, so that no two bounds are of one direction.
  LinearExpr fresh_bound(std::int64_t times) {
    return *LinearExpr::combine(times, LinearExpr::reading(any()), -1, LinearExpr::reading(any()));
  }
};

TEST(KnowledgeBounds, APlainDifferenceOutlastsWhatShiftsLeaveBehind) {
  Numbers n;
  const LinearExpr first = n.fresh_bound(1);
  n.k.learn(first);
  LinearExpr last;
  for (int i = 0; i < kMoreThanItKeeps; ++i) n.k.learn(last = n.fresh_bound(16));
  EXPECT_LT(n.k.bounds().size(), kMoreThanItKeeps) << "nothing was forgotten";
  EXPECT_TRUE(n.k.entails(first));
  EXPECT_TRUE(n.k.entails(last));
}

TEST(KnowledgeBounds, OfPlainDifferencesTheOldestGoes) {
  Numbers n;
  const LinearExpr first = n.fresh_bound(1);
  n.k.learn(first);
  LinearExpr last;
  for (int i = 0; i < kMoreThanItKeeps; ++i) n.k.learn(last = n.fresh_bound(1));
  EXPECT_FALSE(n.k.entails(first));
  EXPECT_TRUE(n.k.entails(last));
}

/// x is read unsigned and lies just below 2^64: as a signed word it is small.
TEST(KnowledgeBounds, AMultipleIsReadAsManyTurnsAwayAsItTakes) {
  constexpr std::uint64_t kLow = ~std::uint64_t{33};  // -34
  for (const std::uint64_t times : {1u, 2u, 3u, 8u, 1u << 20}) {
    Numbers n;
    const Term x = n.k.introduce(n.supply, Scalar::unsigned_range(kLow, kLow + 7));
    ASSERT_EQ(n.k.find(*x.as_symbol())->lift, Lift::Unsigned);
    const auto reading = n.k.integer(x.times(times).plus(5), Lift::Signed);
    ASSERT_TRUE(reading) << times;
    const auto low = static_cast<std::int64_t>(kLow * times + 5);
    EXPECT_EQ(n.k.lower_bound(*reading, Int128{1} << 100), Int128{low}) << times;
    const auto high = static_cast<std::int64_t>((kLow + 7) * times + 5);
    EXPECT_EQ(n.k.upper_bound(*reading, -(Int128{1} << 100)), Int128{high}) << times;
  }
}

TEST(KnowledgeBounds, AMultipleThatCrossesATurnIsNoInteger) {
  Numbers n;
  // Times 4 it lies between 2^63 - 4 and 2^63 + 4, modulo 2^64.
  const std::uint64_t middle = (std::uint64_t{3} << 62) + (std::uint64_t{1} << 61);
  const Term x = n.k.introduce(n.supply, Scalar::unsigned_range(middle - 1, middle + 1));
  EXPECT_FALSE(n.k.integer(x.times(4), Lift::Signed));
  EXPECT_TRUE(n.k.integer(x.times(4), Lift::Unsigned));
}

}  // namespace
}  // namespace assay
