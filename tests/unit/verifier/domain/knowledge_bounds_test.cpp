// SPDX-License-Identifier: Apache-2.0
// Which bounds a Knowledge forgets where it has as many as it may have.
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

}  // namespace
}  // namespace assay
