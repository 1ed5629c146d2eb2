// SPDX-License-Identifier: Apache-2.0
// The version that was vouched for last runs: what was withdrawn for it does not come back.
#include <gtest/gtest.h>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well; 6 was in trial when 5 was released in its place.
class Withdrawn : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.install();
    ASSERT_TRUE(host_.release(sensor(4)).ok());
    host_.make_good();
    ASSERT_TRUE(host_.release(sensor(6)).ok());
    ASSERT_TRUE(host_.release(sensor(5)).ok());
    ASSERT_EQ(host_.runs(), 5U);
  }
  void runs_and_stays(std::uint64_t version) {
    EXPECT_EQ(host_.runs(), version);
    host_.make_good();
    EXPECT_EQ(host_.runs(), version);
    ASSERT_TRUE(host_.start('2').ok());
    EXPECT_EQ(host_.runs(), version);
    host_.upgrade("c2");
    host_.upgrade("c1");
    EXPECT_EQ(host_.runs(), version);
  }
  PackageStatus status() { return host_.admission().status().at(0); }

  FakeHost host_;
};

TEST_F(Withdrawn, StaysAwayOnceTheOtherRanWell) {
  host_.make_good();
  runs_and_stays(5);
  EXPECT_FALSE(status().in_trial);
}

TEST_F(Withdrawn, StaysAwayOnceTheOtherWasCalledGood) {
  ASSERT_TRUE(host_.admission().promote("sensor", "test").ok());
  runs_and_stays(5);
}

TEST_F(Withdrawn, StaysAwayThroughARestart) {
  ASSERT_TRUE(host_.start('2').ok());
  runs_and_stays(5);
}

TEST_F(Withdrawn, StaysAwayOnceTheOtherWasReverted) {
  ASSERT_TRUE(host_.admission().revert("sensor", "test").ok());
  runs_and_stays(4);
}

TEST_F(Withdrawn, StaysAwayOnceTheOtherFaulted) {
  ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
  (void)host_.events();
  ASSERT_TRUE(host_.admission().tend().ok());
  runs_and_stays(4);
}

TEST_F(Withdrawn, StaysAwayWhereTheQuarantineOfTheOtherIsNotWritten) {
  ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
  (void)host_.events();
  host_.files().make_read_only();
  EXPECT_FALSE(host_.admission().tend().ok());
  EXPECT_EQ(host_.runs(), 4U);
  EXPECT_EQ(status().passed.at(0).why.code, RefusalCode::Quarantined);
  host_.files().make_writable();
  ASSERT_TRUE(host_.admission().tend().ok());
  runs_and_stays(4);
}

TEST_F(Withdrawn, StaysAwayOnceTheOtherCrashedTooOften) {
  for (const char boot : {'2', '3'}) {
    host_.crash();
    ASSERT_TRUE(host_.start(boot).ok());
  }
  runs_and_stays(4);
}

TEST_F(Withdrawn, StaysAwayAlsoUnderTheSameNumber) {
  ASSERT_TRUE(host_.release(sensor(5, "55")).ok());
  ASSERT_TRUE(host_.admission().promote("sensor", "test").ok());
  EXPECT_EQ(host_.events(), 55U);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), 55U);
}

TEST_F(Withdrawn, ComesBackWhereALaterReleaseNamesIt) {
  ASSERT_TRUE(host_.release(sensor(6)).ok());
  EXPECT_EQ(host_.runs(), 6U) << "it is the last word, though it was here before";
  runs_and_stays(6);
}

TEST_F(Withdrawn, GivesWayToTheGoodOneThatALaterReleaseNames) {
  ASSERT_TRUE(host_.release(sensor(4)).ok());
  EXPECT_EQ(host_.runs(), 4U) << "it was admitted, and so it runs";
  EXPECT_FALSE(status().in_trial);
  runs_and_stays(4);
}

TEST_F(Withdrawn, WhatWaitsOfTheSameReleaseIsKept) {
  const std::string other = "sensor 5 c2 52";
  ASSERT_TRUE(host_.announce({sensor(5, "51"), other}).ok());
  EXPECT_EQ(host_.submit(other).refusal().code, RefusalCode::Parked);
  ASSERT_TRUE(host_.submit(sensor(5, "51")).ok());
  host_.make_good();
  host_.upgrade("c2");
  EXPECT_EQ(host_.events(), 52U);
}

}  // namespace
}  // namespace assay::loader
