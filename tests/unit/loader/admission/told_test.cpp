// SPDX-License-Identifier: Apache-2.0
// What is told of what holds otherwise than whoever asks may think.
#include <gtest/gtest.h>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well.
class Told : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.install();
    ASSERT_TRUE(host_.release(sensor(4)).ok());
    host_.make_good();
  }
  PackageStatus status() { return host_.admission().status().at(0); }
  static RefusalCode code(const Done& done) { return done.refusal().code; }

  FakeHost host_;
};

TEST_F(Told, TheStatusNamesTheKillSwitchThatKeepsAProgramFromEvents) {
  EXPECT_TRUE(status().killed.empty());
  ASSERT_TRUE(host_.admission().kill("program/sensor/main", "local").ok());
  ASSERT_EQ(status().killed.size(), 1U);
  EXPECT_EQ(status().programs, 1U);
  EXPECT_EQ(status().killed[0].program, "main");
  EXPECT_EQ(status().killed[0].scope, "program/sensor/main");
  EXPECT_FALSE(status().degraded) << "it may run";
  ASSERT_TRUE(host_.admission().unkill("program/sensor/main", "local").ok());
  EXPECT_TRUE(status().killed.empty());
}

TEST_F(Told, APackageThatIsAdmittedUnderAKillSwitchMeetsNoEvent) {
  ASSERT_TRUE(host_.admission().kill("all", "local").ok());
  for (int i = 0; i < 2; ++i) {
    const Done done = i == 0 ? host_.release(sensor(5)) : host_.submit(sensor(5));
    EXPECT_EQ(code(done), RefusalCode::AdmittedAndKilled);
    EXPECT_EQ(done.refusal().subject, "all");
  }
  ASSERT_TRUE(host_.admission().unkill("all", "local").ok());
  EXPECT_EQ(host_.events(), 5U) << "it was admitted";
}

TEST_F(Told, WhoClearsAKillSwitchThatIsNotSetHasClearedNothing) {
  ASSERT_TRUE(host_.admission().kill("package/sensor", "local").ok());
  EXPECT_EQ(code(host_.admission().unkill("package/sensr", "local")), RefusalCode::KillNotSet);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_TRUE(host_.admission().unkill("package/sensor", "local").ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Told, AStatementThatClearsAKillSwitchOfNothingIsToldSo) {
  ASSERT_TRUE(host_.say({2, 2000, 9000, Kill{"package/sensor"}}).ok());
  EXPECT_EQ(code(host_.say({3, 2000, 9000, Unkill{"package/sensr"}})), RefusalCode::KillNotSet);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_EQ(code(host_.say({2, 2000, 9000, Kill{"package/sensr"}})), RefusalCode::StatementReplayed)
      << "it was heard";
  EXPECT_TRUE(host_.say({3, 2000, 9000, Unkill{"package/sensor"}}).ok());
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_TRUE(host_.say({4, 2000, 9000, Unkill{"package/sensor"}}).ok()) << "it is here";
}

TEST_F(Told, WhoRevertsTheLastVersionIsToldThatNothingRuns) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  EXPECT_TRUE(host_.admission().revert("sensor", "local").ok());
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_EQ(code(host_.admission().revert("sensor", "local")), RefusalCode::NothingLeft);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
}

}  // namespace
}  // namespace assay::loader
