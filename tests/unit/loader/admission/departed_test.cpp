// SPDX-License-Identifier: Apache-2.0
// What becomes of the records of a version that a kill switch, a new root or another version took
// away from its events.
#include <gtest/gtest.h>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well, and version 5 is in trial.
class Departed : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.install();
    ASSERT_TRUE(host_.release(sensor(4)).ok());
    host_.make_good();
  }
  PackageStatus status() { return host_.admission().status().at(0); }
  static RefusalCode code(const Done& done) { return done.refusal().code; }
  [[nodiscard]] bool trial_is_open(const std::string& package) {
    for (const auto& [name, bytes] : host_.files().image()) {
      const auto trial = trial_named(name);
      if (trial && trial->digest == digest_of_line(package)) return trial->open;
    }
    return false;
  }
  [[nodiscard]] std::size_t trials() {
    std::size_t count = 0;
    for (const auto& [name, bytes] : host_.files().image()) count += trial_named(name) ? 1U : 0U;
    return count;
  }
  void take_root(std::uint64_t version, std::uint64_t floor) {
    Root next = test_root();
    next.version = version;
    next.floors["sensor"] = floor;
    const auto root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
    ASSERT_TRUE(host_.admission().take_root(root, "test").ok());
  }

  FakeHost host_;
};

TEST_F(Departed, CrashesUnderAKillSwitchAreNoFailedTrials) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_TRUE(trial_is_open(sensor(5)));
  ASSERT_TRUE(host_.admission().kill("package/sensor", "local").ok());
  EXPECT_FALSE(trial_is_open(sensor(5)));
  for (const char boot : {'2', '3', '4'}) {
    ASSERT_TRUE(host_.start(boot).ok());
    EXPECT_FALSE(trial_is_open(sensor(5)));
  }
  ASSERT_TRUE(host_.admission().unkill("package/sensor", "local").ok());
  EXPECT_TRUE(trial_is_open(sensor(5))) << "before it meets an event again";
  EXPECT_EQ(host_.events(), 5U);
  for (const char boot : {'5', '6'}) ASSERT_TRUE(host_.start(boot).ok());
  EXPECT_EQ(host_.events(), 4U) << "and then crashes count";
}

TEST_F(Departed, ASignedKillSwitchClosesATrialToo) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_TRUE(host_.say({1, 2000, 9000, Kill{"hook/hook"}}).ok());
  for (const char boot : {'2', '3', '4'}) ASSERT_TRUE(host_.start(boot).ok());
  ASSERT_TRUE(host_.say({2, 2000, 9000, Unkill{"hook/hook"}}).ok());
  EXPECT_EQ(host_.events(), 5U);
}

TEST_F(Departed, UnderAKillSwitchNothingBecomesGood) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  (void)host_.events(10);
  ASSERT_TRUE(host_.admission().kill("program/sensor/main", "local").ok());
  host_.clock += 600;
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_TRUE(status().in_trial);
  ASSERT_TRUE(host_.admission().unkill("program/sensor/main", "local").ok());
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_TRUE(status().in_trial) << "nor from the time that it was killed for";
  host_.clock += 60;
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_FALSE(status().in_trial);
}

TEST_F(Departed, AKillSwitchHidesNoFault) {
  ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
  (void)host_.events();
  ASSERT_TRUE(host_.admission().kill("all", "local").ok());
  ASSERT_TRUE(host_.start('1').ok());
  ASSERT_TRUE(host_.admission().unkill("all", "local").ok());
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_EQ(code(host_.release(sensor(5, "fault"))), RefusalCode::Quarantined);
}

TEST_F(Departed, AFaultOfAnEventThatWasUnderWayWhenTheVersionLeftIsNotForgotten) {
  ASSERT_TRUE(host_.release(sensor(5, "late")).ok());
  host_.meanwhile = [&] {
    ASSERT_TRUE(host_.release(sensor(6)).ok());
    EXPECT_TRUE(trial_is_open(sensor(5, "late"))) << "a crash would count";
  };
  (void)host_.events();
  ASSERT_EQ(host_.runs(), 6U);
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(code(host_.release(sensor(5, "late"))), RefusalCode::Quarantined);
  EXPECT_FALSE(trial_is_open(sensor(5, "late")));
}

TEST_F(Departed, AnEventThatWasUnderWayWhenAKillSwitchWasSetIsStillOnTrial) {
  ASSERT_TRUE(host_.release(sensor(5, "late")).ok());
  host_.meanwhile = [&] {
    ASSERT_TRUE(host_.admission().kill("all", "local").ok());
    EXPECT_TRUE(trial_is_open(sensor(5, "late")));
  };
  (void)host_.events();
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_FALSE(trial_is_open(sensor(5, "late")));
  EXPECT_EQ(code(host_.release(sensor(5, "late"))), RefusalCode::Quarantined);
}

TEST_F(Departed, NobodysWordMakesAFaultGood) {
  ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
  (void)host_.events();
  EXPECT_EQ(code(host_.admission().promote("sensor", "local")), RefusalCode::RunFaulted);
  EXPECT_EQ(host_.events(), 4U);
  ASSERT_TRUE(host_.release(sensor(4, "44")).ok()) << "the floor is still that of 4";
}

TEST_F(Departed, NobodysWordHidesTheFaultOfAGoodVersion) {
  ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
  ASSERT_TRUE(host_.admission().promote("sensor", "local").ok());
  (void)host_.events();
  EXPECT_EQ(code(host_.admission().promote("sensor", "local")), RefusalCode::RunFaulted);
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Departed, AVersionThatARootBringsBackHasTheTrialsThatItHad) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_TRUE(host_.start('2').ok());
  take_root(2, 6);
  EXPECT_EQ(host_.runs(), 4U);
  EXPECT_FALSE(trial_is_open(sensor(5)));
  ASSERT_TRUE(host_.start('3').ok());
  take_root(3, 1);
  EXPECT_EQ(host_.runs(), 5U) << "one failure is none";
  ASSERT_TRUE(host_.start('4').ok());
  EXPECT_EQ(host_.runs(), 4U) << "and the second counts with the first";
}

TEST_F(Departed, OfVersionsThatAreNotStoredOnlyFailuresAreKept) {
  for (int version = 5; version < 40; ++version) ASSERT_TRUE(host_.release(sensor(version)).ok());
  EXPECT_EQ(host_.runs(), 39U);
  EXPECT_LE(trials(), kMostVersions + 1);
  ASSERT_TRUE(host_.start('2').ok()) << "39 has failed once";
  for (int version = 40; version < 50; ++version) ASSERT_TRUE(host_.release(sensor(version)).ok());
  ASSERT_TRUE(host_.release(sensor(39)).ok());
  ASSERT_TRUE(host_.start('3').ok());
  EXPECT_EQ(host_.runs(), 4U) << "and now twice; 49 was withdrawn for it";
}

}  // namespace
}  // namespace assay::loader
