// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/deducer.hpp"

#include <gtest/gtest.h>

#include "verifier/proof/replay.hpp"

namespace assay {
namespace {

/// 3x <= y <= z over numbers up to 1000.
struct Chain {
  SymbolSupply supply;
  Knowledge k;
  Term x, y, z;

  Chain() {
    for (Term* t : {&x, &y, &z}) *t = k.introduce(supply, Scalar::unsigned_range(0, 1000));
    k.learn(difference(x.times(3), y));
    k.learn(difference(y, z));
  }
  static LinearExpr difference(const Term& a, const Term& b) {
    return *LinearExpr::difference(LinearExpr::reading(a), LinearExpr::reading(b));
  }
  [[nodiscard]] LinearExpr wanted() const { return difference(x.times(3), z); }
};

TEST(Deducer, FindsWhatTwoBoundsSay) {
  Chain c;
  EXPECT_FALSE(c.k.entails(c.wanted()));
  Deducer deducer;
  c.k.advise(&deducer);
  EXPECT_TRUE(c.k.entails(c.wanted()));
  EXPECT_FALSE(c.k.entails(c.wanted().plus(1)));
}

TEST(Deducer, RecordsEachStepOnceAMoment) {
  Chain c;
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  c.k.advise(&deducer);
  for (const std::uint32_t moment : {1U, 4U}) {
    deducer.at(moment);
    EXPECT_TRUE(c.k.entails(c.wanted()));
    EXPECT_TRUE(c.k.entails(c.wanted()));
  }
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].moment, 1U);
  EXPECT_EQ(steps[1].moment, 4U);
  EXPECT_EQ(steps[0].step, steps[1].step);
}

TEST(Deducer, RecordsNothingThatTheBaseRuleGives) {
  Chain c;
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  c.k.advise(&deducer);
  EXPECT_TRUE(c.k.entails(Chain::difference(c.y, c.z)));
  EXPECT_TRUE(c.k.entails(Chain::difference(c.y, c.z).plus(-2000)));
  EXPECT_TRUE(steps.empty());
}

TEST(Replay, ShowsWhatWasRecordedAtItsMomentAndOnlyThere) {
  Chain c;
  Deducer deducer;
  std::vector<DeductionStep> steps;
  deducer.record_into(&steps);
  deducer.at(3);
  c.k.advise(&deducer);
  ASSERT_TRUE(c.k.entails(c.wanted()));
  Replay replay;
  c.k.advise(&replay);
  replay.use(steps);
  for (const std::uint32_t moment : {0U, 2U, 3U, 4U}) {
    replay.at(moment);
    EXPECT_EQ(c.k.entails(c.wanted()), moment == 3) << moment;
  }
  replay.at(3);
  EXPECT_FALSE(c.k.entails(Chain::difference(c.x, c.z).plus(1)));
}

}  // namespace
}  // namespace assay
