// SPDX-License-Identifier: Apache-2.0
#include "loader/decide/choose.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

const std::string kSensor = "sensor";
const Root kRoot = test_root();
const std::string kBoot(32, 'b');

Version version(int i) {
  return {static_cast<std::uint64_t>(i), digest_of(static_cast<char>('0' + i))};
}

/// Versions 3 and 4 ran well, 5 is new; all are stored and fit.
struct Scene {
  State state;
  Root root = kRoot;
  Trials trials;
  Standings standings;

  Scene() {
    state.floors = {{kSensor, 4}};
    state.good = {{kSensor, {version(3), version(4)}}};
    state.vouched = {{kSensor, {version(5)}}};
    for (const int i : {3, 4, 5}) standings[version(i).digest] = std::nullopt;
  }

  [[nodiscard]] Choice choose() const {
    return choose_version({state, root, trials, standings, {}}, kSensor);
  }
  [[nodiscard]] std::map<std::string, RefusalCode> failed() const {
    return failed_trials({state, root, trials, standings, {}});
  }
  [[nodiscard]] int runs() const {
    const Choice choice = choose();
    return choice.version ? static_cast<int>(choice.version->number) : 0;
  }
};

TEST(Choose, ANewVersionRunsInTrialAndAGoodOneDoesNot) {
  Scene scene;
  EXPECT_EQ(scene.runs(), 5);
  EXPECT_TRUE(scene.choose().in_trial);
  scene.state.vouched.clear();
  EXPECT_EQ(scene.runs(), 4);
  EXPECT_FALSE(scene.choose().in_trial);
}

TEST(Choose, AVersionThatIsForOtherContractsWaitsUnlessItRanWell) {
  Scene scene;
  const auto choose = [&](int waits) {
    return choose_version(
        {scene.state, scene.root, scene.trials, scene.standings, {}, {version(waits).digest}},
        kSensor);
  };
  EXPECT_EQ(choose(5).version, version(4));
  EXPECT_EQ(choose(5).passed.at(0).why.code, RefusalCode::Parked);
  EXPECT_EQ(choose(4).version, version(5));
  scene.state.vouched[kSensor].push_back(version(4));
  scene.state.quarantine = {{version(5).digest, "L608"}};
  EXPECT_EQ(choose(4).version, version(4));
  EXPECT_FALSE(choose(4).in_trial);
}

TEST(Choose, TheLastGoodOneReplacesWhatMayNotRun) {
  Scene quarantined;
  quarantined.state.quarantine = {{version(5).digest, "L608"}};
  EXPECT_EQ(quarantined.runs(), 4);
  EXPECT_EQ(quarantined.choose().passed.at(0).why.code, RefusalCode::Quarantined);
  Scene unfit;
  unfit.standings[version(5).digest] = Refusal{RefusalCode::CheckRefused, "80"};
  EXPECT_EQ(unfit.runs(), 4);
  EXPECT_EQ(unfit.choose().passed.at(0).why.code, RefusalCode::CheckRefused);
  Scene lost;
  lost.standings.erase(version(5).digest);
  EXPECT_EQ(lost.runs(), 4);
  EXPECT_EQ(lost.choose().passed.at(0).why.code, RefusalCode::FileMissing);
}

TEST(Choose, TrialsQuarantineAtTheirLimitAndNotBefore) {
  Scene scene;
  const std::string digest = version(5).digest;
  scene.trials[digest] = {digest, 1, 1, false, kBoot};
  EXPECT_EQ(scene.runs(), 5);
  EXPECT_TRUE(scene.failed().empty());
  scene.trials[digest] = {digest, 2, 0, false, kBoot};
  EXPECT_EQ(scene.runs(), 4);
  EXPECT_EQ(scene.failed().at(digest), RefusalCode::TrialsFailed);
  scene.trials[digest] = {digest, 0, 2, false, kBoot};
  EXPECT_EQ(scene.runs(), 4);
  EXPECT_EQ(scene.failed().at(digest), RefusalCode::TrialsFailedDaemon);
}

TEST(Choose, TrialsOfAVersionThatRanWellAreOver) {
  Scene scene;
  scene.state.vouched.clear();
  scene.trials[version(4).digest] = {version(4).digest, 2, 2, true, kBoot};
  EXPECT_EQ(scene.runs(), 4) << "a crash kept the file";
  EXPECT_TRUE(scene.failed().empty());
}

TEST(Choose, ARevokedGoodVersionIsReplacedByTheGoodOneBeforeIt) {
  Scene scene;
  scene.root.revoked_digests = {version(4).digest, version(5).digest};
  EXPECT_EQ(scene.runs(), 3) << "though it lies below the floor";
  scene.root.revoked_digests.insert(version(3).digest);
  EXPECT_EQ(scene.runs(), 0);
  EXPECT_EQ(scene.choose().passed.size(), 3U);
}

TEST(Choose, WhatWasWithdrawnForAVersionDoesNotComeBackInItsPlace) {
  Scene scene;
  scene.state.vouched[kSensor] = {version(6), version(5)};
  scene.standings[version(6).digest] = std::nullopt;
  EXPECT_EQ(scene.runs(), 5) << "the one that was vouched for last";
  Scene unfit = scene;
  unfit.standings[version(5).digest] = Refusal{RefusalCode::CheckRefused, {}};
  EXPECT_EQ(unfit.runs(), 6) << "5 has not been tried under these contracts";
  Scene quarantined = scene;
  quarantined.state.quarantine = {{version(5).digest, "L607"}};
  EXPECT_EQ(quarantined.runs(), 4);
  Scene revoked = scene;
  revoked.root.revoked_digests = {version(5).digest};
  EXPECT_EQ(revoked.runs(), 4);
  Scene crashed = scene;
  crashed.trials[version(5).digest] = {version(5).digest, 2, 0, false, kBoot};
  EXPECT_EQ(crashed.runs(), 4);
}

TEST(Choose, AVouchedVersionBelowTheFloorDoesNotRun) {
  Scene scene;
  scene.state.floors[kSensor] = 6;
  EXPECT_EQ(scene.runs(), 4);
}

TEST(Choose, AHostUpgradeThatIsRolledBackFindsItsVersionAgain) {
  Scene scene;
  const auto fits = [&](int number, bool fit) {
    scene.standings[version(number).digest] =
        fit ? std::nullopt : std::optional(Refusal{RefusalCode::CheckRefused, {}});
  };
  fits(5, false);
  EXPECT_EQ(scene.runs(), 4) << "5 is for the new header";
  fits(5, true);
  fits(4, false);
  fits(3, false);
  EXPECT_EQ(scene.runs(), 5) << "the host was upgraded";
  fits(5, false);
  fits(4, true);
  EXPECT_EQ(scene.runs(), 4) << "and rolled back";
}

TEST(Choose, NothingIsChosenForAPackageThatIsNotKnown) {
  const Scene scene;
  EXPECT_FALSE(
      choose_version({scene.state, scene.root, scene.trials, scene.standings, {}}, "x").version);
}

/// A scene in which everything is as chance has it.
Scene random_scene(std::mt19937& random) {
  const auto chance = [&](unsigned in) { return random() % in == 0; };
  Scene scene;
  scene.state = {};
  scene.standings.clear();
  for (int i = 1; i < 9; ++i) {
    if (chance(3)) remember(scene.state.good, kSensor, version(i));
    if (chance(3)) remember(scene.state.vouched, kSensor, version(i));
    if (chance(4)) scene.state.quarantine[version(i).digest] = "L608";
    if (chance(4)) scene.root.revoked_digests.insert(version(i).digest);
    if (!chance(3)) scene.standings[version(i).digest] = std::nullopt;
    if (chance(5)) scene.standings[version(i).digest] = Refusal{RefusalCode::CheckRefused, {}};
    const auto count = static_cast<std::uint32_t>(random() % 4);
    if (chance(3)) scene.trials[version(i).digest] = {version(i).digest, count, 0, false, kBoot};
  }
  scene.state.floors = {{kSensor, random() % 9}};
  return scene;
}

bool holds(const Versions& versions, const Version& version) {
  const auto at = versions.find(kSensor);
  return at != versions.end() && std::count(at->second.begin(), at->second.end(), version) > 0;
}

TEST(ChooseProperty, WhatRunsWasVouchedForOrGoodAndNothingSpeaksAgainstIt) {
  std::mt19937 random(14);
  int ran = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Scene scene = random_scene(random);
    const Choice choice = scene.choose();
    if (!choice.version) continue;
    ++ran;
    const std::string& digest = choice.version->digest;
    ASSERT_FALSE(scene.state.quarantine.contains(digest));
    ASSERT_FALSE(scene.root.revoked_digests.contains(digest));
    ASSERT_TRUE(scene.standings.contains(digest) && !scene.standings.at(digest));
    ASSERT_TRUE(!scene.failed().contains(digest));
    const bool vouched = holds(scene.state.vouched, *choice.version) &&
                         choice.version->number >= scene.state.floors.at(kSensor);
    ASSERT_TRUE(choice.in_trial ? vouched : holds(scene.state.good, *choice.version));
  }
  EXPECT_GT(ran, 5000);
}

TEST(ChooseProperty, AHostWithAGoodVersionThatMayRunIsNeverEmpty) {
  std::mt19937 random(15);
  for (int i = 0; i < 20'000; ++i) {
    const Scene scene = random_scene(random);
    const Grounds grounds{scene.state, scene.root, scene.trials, scene.standings, {}};
    bool could = false;
    if (const auto good = scene.state.good.find(kSensor); good != scene.state.good.end()) {
      for (const Version& one : good->second) could = could || may_run(grounds, one.digest).ok();
    }
    ASSERT_TRUE(!could || scene.choose().version);
  }
}

}  // namespace
}  // namespace assay::loader
