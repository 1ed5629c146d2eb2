// SPDX-License-Identifier: Apache-2.0
// Trials that the disk does not take: whom they keep from running, and what they count.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well, under contract c2, on a host that had c1 before.
void install_with_good_4(FakeHost& host) {
  host.install();
  host.upgrade("c2");
  ASSERT_TRUE(host.release("sensor 4 c2 4").ok());
  host.make_good();
  ASSERT_EQ(host.runs(), 4U);
}

RefusalCode newest_passed(FakeHost& host, const std::string& package) {
  for (const PackageStatus& status : host.admission().status()) {
    if (status.package == package && !status.passed.empty()) return status.passed.front().why.code;
  }
  return {};
}

std::size_t open_trials(FakeHost& host) {
  const Image& image = host.files().image();
  return static_cast<std::size_t>(std::count_if(image.begin(), image.end(), [](const auto& file) {
    const std::optional<Trial> trial = trial_named(file.first);
    return trial && trial->open;
  }));
}

TEST(Unstarted, APackageWhoseTrialCannotBeMadeStopsNoOther) {
  FakeHost host;
  install_with_good_4(host);
  ASSERT_TRUE(host.release("sensor 5 c2 5").ok());
  host.upgrade("c1");
  EXPECT_EQ(host.release("aaa 1 c2 1").refusal().code, RefusalCode::Parked);
  host.files().fill_disk_at(0);
  host.upgrade("c2");
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(host.runs(), 5U) << i;
    EXPECT_EQ(host.runs("aaa"), 0U);
    EXPECT_EQ(newest_passed(host, "aaa"), RefusalCode::FileUnwritable);
    EXPECT_FALSE(host.admission().tend().ok());
  }
  host.files().empty_disk();
  ASSERT_TRUE(host.admission().tend().ok());
  EXPECT_EQ(host.runs(), 5U);
  EXPECT_EQ(host.runs("aaa"), 1U);
}

/// Versions 5 and 6 are in trial, too, and nothing runs.
Image stopped_with_5_and_6() {
  FakeHost host;
  host.install();
  EXPECT_TRUE(host.release(sensor(4)).ok());
  host.make_good();
  EXPECT_TRUE(host.release(sensor(5)).ok());
  EXPECT_TRUE(host.release(sensor(6)).ok());
  EXPECT_TRUE(host.admission().stop().ok());
  return host.files().image();
}

TEST(Unstarted, WhereATrialCannotBeBegunTheNextVersionIsAsked) {
  FakeHost host(stopped_with_5_and_6());
  host.files().fail_once(FileAct::Rename);
  ASSERT_TRUE(host.start('1').ok());
  EXPECT_EQ(host.runs(), 5U);
  ASSERT_TRUE(host.admission().tend().ok());
  EXPECT_EQ(host.runs(), 6U);
}

TEST(Unstarted, OnADiskThatTakesNothingTheGoodVersionRunsAndNoTrialIsCounted) {
  FakeHost host(stopped_with_5_and_6());
  host.files().make_read_only();
  ASSERT_TRUE(host.start('1').ok());
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(host.runs(), 4U) << i;
    EXPECT_FALSE(host.admission().tend().ok());
  }
  host.files().make_writable();
  ASSERT_TRUE(host.admission().tend().ok());
  EXPECT_EQ(host.runs(), 6U);
}

TEST(Unstarted, TrialsOfWhichTheDiskIsNotCertainAreClosedOrCountNothing) {
  const Image image = stopped_with_5_and_6();
  for (const bool closes : {true, false}) {
    FakeHost host(image);
    host.files().fail_when([&](const FileStep& step) {
      return step.act == FileAct::SyncFolder ||
             (!closes && step.to.find("shut") != std::string::npos);
    });
    ASSERT_TRUE(host.start('1').ok());
    EXPECT_EQ(host.runs(), 4U);
    EXPECT_EQ(open_trials(host), closes ? 0U : 2U);
    for (int i = 0; i < 3; ++i) {
      EXPECT_FALSE(host.admission().tend().ok());
      EXPECT_EQ(host.runs(), 4U);
    }
    host.files().make_writable();
    ASSERT_TRUE(host.admission().tend().ok());
    EXPECT_EQ(host.runs(), 6U);
    EXPECT_EQ(open_trials(host), 1U);
    ASSERT_TRUE(host.start('2').ok());
    EXPECT_EQ(host.runs(), 6U) << "the first that has ended";
  }
}

TEST(Unstarted, ATrialThatCannotBeClosedDoesNotEndAgainAndAgain) {
  FakeHost host;
  install_with_good_4(host);
  ASSERT_TRUE(host.release("sensor 5 c2 5").ok());
  host.upgrade("c1");
  ASSERT_TRUE(host.admission().stop().ok());
  FakeHost again(host.files().image());
  ASSERT_TRUE(again.start('1').ok());
  again.upgrade("c2");
  ASSERT_EQ(again.runs(), 5U);
  again.crash();
  ASSERT_TRUE(again.start('1').ok());
  ASSERT_EQ(again.runs(), 5U) << "one failure is none";
  again.files().make_read_only();
  again.upgrade("c1");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(again.admission().tend().ok());
  again.upgrade("c2");
  EXPECT_EQ(again.runs(), 4U) << "nothing says that its trial is on the disk";
  again.files().make_writable();
  ASSERT_TRUE(again.admission().tend().ok());
  EXPECT_EQ(again.runs(), 5U);
  again.upgrade("c1");
  EXPECT_EQ(open_trials(again), 0U);
}

TEST(Unstarted, AStopClosesEachTrialThatItCan) {
  FakeHost host;
  host.install();
  ASSERT_TRUE(host.release("aaa 1 c1 1").ok());
  ASSERT_TRUE(host.release(sensor(5)).ok());
  ASSERT_EQ(open_trials(host), 2U);
  host.files().fail_once(FileAct::Rename);
  EXPECT_FALSE(host.admission().stop().ok());
  EXPECT_EQ(open_trials(host), 1U);
}

}  // namespace
}  // namespace assay::loader
