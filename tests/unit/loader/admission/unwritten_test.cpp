// SPDX-License-Identifier: Apache-2.0
// What holds although the disk did not take it, and faults that nobody has looked at yet.
#include <gtest/gtest.h>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well.
class Unwritten : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.install();
    ASSERT_TRUE(host_.release(sensor(4)).ok());
    host_.make_good();
    ASSERT_EQ(host_.runs(), 4U);
  }
  /// Version 5, which faults at its first event.
  void fault_with_5() {
    ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
    (void)host_.events();
  }
  RefusalCode release_of_5() { return code(host_.release(sensor(5, "fault"))); }
  static RefusalCode code(const Done& done) { return done.refusal().code; }

  FakeHost host_;
};

TEST_F(Unwritten, AStateThatCannotBeSavedFillsNoJournal) {
  fault_with_5();
  host_.files().fail_when([](const FileStep& step) { return step.name.starts_with("state-"); });
  EXPECT_EQ(code(host_.admission().kill("hook/other", "local")), RefusalCode::StateNotWritten);
  EXPECT_FALSE(host_.admission().tend().ok());
  const std::uint64_t told = host_.admission().head().number;
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(host_.admission().tend().ok());
  EXPECT_EQ(host_.admission().head().number, told) << "of the same causes";
  EXPECT_EQ(code(host_.admission().kill("hook/other", "local")), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.admission().head().number, told + 1) << "what somebody says is told each time";
  host_.files().make_writable();
  ASSERT_TRUE(host_.admission().tend().ok());
  ASSERT_TRUE(host_.start('1').ok());
  EXPECT_TRUE(host_.admission().problems().empty());
  EXPECT_EQ(release_of_5(), RefusalCode::Quarantined);
  EXPECT_TRUE(host_.admission().kills().contains("hook/other"));
}

TEST_F(Unwritten, AStopForgetsNoFault) {
  fault_with_5();
  ASSERT_TRUE(host_.admission().stop().ok());
  ASSERT_TRUE(host_.start('1').ok());
  EXPECT_EQ(host_.runs(), 4U);
  EXPECT_EQ(release_of_5(), RefusalCode::Quarantined);
}

TEST_F(Unwritten, TheNextVersionForgetsNoFaultOfTheOneBefore) {
  fault_with_5();
  ASSERT_TRUE(host_.release(sensor(6, "loop")).ok());
  (void)host_.events();
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.runs(), 4U);
}

TEST_F(Unwritten, AnotherContractForgetsNoFault) {
  fault_with_5();
  host_.upgrade("c2");
  host_.upgrade("c1");
  EXPECT_EQ(host_.runs(), 4U);
}

TEST_F(Unwritten, AQuarantineHoldsOverOtherHooksAndIsWrittenLater) {
  fault_with_5();
  host_.files().fill_disk_at(0);
  EXPECT_FALSE(host_.admission().tend().ok());
  EXPECT_EQ(host_.runs(), 4U);
  host_.upgrade("c1");
  EXPECT_EQ(host_.runs(), 4U);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().tend().ok());
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.runs(), 4U);
  EXPECT_EQ(release_of_5(), RefusalCode::Quarantined);
}

TEST_F(Unwritten, WithoutAnyRoomTheTrialStaysOpenAndCounts) {
  fault_with_5();
  host_.files().fill_disk_at(0);
  for (const char boot : {'2', '3'}) {
    EXPECT_FALSE(host_.admission().tend().ok());
    EXPECT_EQ(host_.runs(), 4U);
    ASSERT_TRUE(host_.start(boot).ok());
    (void)host_.events();
  }
  EXPECT_EQ(host_.runs(), 4U);
}

TEST_F(Unwritten, AStopWithoutRoomLeavesTheTrialOfAFaultOpen) {
  fault_with_5();
  host_.files().fill_disk_at(0);
  EXPECT_FALSE(host_.admission().stop().ok());
  ASSERT_TRUE(host_.start('2').ok());
  (void)host_.events();
  EXPECT_FALSE(host_.admission().stop().ok());
  ASSERT_TRUE(host_.start('3').ok());
  EXPECT_EQ(host_.runs(), 4U);
}

TEST_F(Unwritten, AKillSwitchIsWrittenAsSoonAsThereIsRoom) {
  const Statement signed_kill{3, 2000, 9000, Kill{"package/sensor"}};
  for (const bool local : {true, false}) {
    FakeHost host(host_.files().image());
    ASSERT_TRUE(host.start().ok());
    host.files().fill_disk_at(0);
    const Done set = local ? host.admission().kill("all", "local") : host.say(signed_kill);
    EXPECT_EQ(code(set), RefusalCode::StateNotWritten);
    EXPECT_EQ(code(host.admission().tend()), RefusalCode::StateNotWritten);
    host.files().empty_disk();
    ASSERT_TRUE(host.admission().tend().ok());
    ASSERT_TRUE(host.start('2').ok());
    EXPECT_EQ(host.events(), kDefaultAnswer) << local;
  }
}

TEST_F(Unwritten, AKillSwitchIsWrittenOnceAReadOnlyDiskIsWritableAgain) {
  host_.files().make_read_only();
  EXPECT_EQ(code(host_.admission().kill("all", "local")), RefusalCode::StateNotWritten);
  EXPECT_EQ(code(host_.admission().tend()), RefusalCode::StateNotWritten);
  host_.files().make_writable();
  ASSERT_TRUE(host_.admission().tend().ok());
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_TRUE(host_.admission().problems().empty());
}

TEST_F(Unwritten, ARootThatRevokesHoldsAtOnceAndIsWrittenAsSoonAsThereIsRoom) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.make_good();
  Root next = test_root();
  const auto revoke = [&](int version) {
    ++next.version;
    next.revoked_digests.insert(digest_of_line(sensor(version)));
    next.floors["other"] = static_cast<std::uint64_t>(version);
    return code(host_.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test"));
  };
  host_.files().fill_disk_at(0);
  EXPECT_EQ(revoke(5), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_EQ(revoke(4), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_EQ(code(host_.admission().tend()), RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().tend().ok());
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_EQ(load_state(host_.files()).value().state.root_version, 3U);
  EXPECT_EQ(load_state(host_.files()).value().state.floors.at("other"), 4U);
}

TEST_F(Unwritten, AFloorThatARootRaisesHoldsAtOnceAndOneThatItLowersDoesNot) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  const auto take = [&](std::uint64_t version, std::uint64_t floor) {
    Root next = test_root();
    next.version = version;
    next.floors["sensor"] = floor;
    return code(host_.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test"));
  };
  host_.files().fill_disk_at(0);
  EXPECT_EQ(take(2, 7), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.runs(), 4U) << "5 was in trial";
  EXPECT_EQ(take(3, 1), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.runs(), 4U);
  host_.files().empty_disk();
  EXPECT_EQ(code(host_.release(sensor(6))), RefusalCode::VersionBelowFloor) << "before a tend()";
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.runs(), 5U) << "the last root says 1";
}

TEST_F(Unwritten, AKillSwitchIsNotClearedByAnUnkillFromBeforeIt) {
  ASSERT_TRUE(host_.say({2, 2000, 9000, Kill{"all"}}).ok());
  ASSERT_TRUE(host_.say({3, 2000, 9000, Unkill{"all"}}).ok());
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.say({6, 2000, 9000, Kill{"all"}})), RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  EXPECT_EQ(code(host_.say({5, 2000, 9000, Unkill{"all"}})), RefusalCode::StatementReplayed);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.say({7, 2000, 9000, Unkill{"all"}}).ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Unwritten, AnOlderKillTakesNotThePlaceOfOneThatIsNotWritten) {
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.say({7, 2000, 9000, Kill{"all"}})), RefusalCode::StateNotWritten);
  for (const std::uint64_t counter : {5U, 7U}) {
    EXPECT_EQ(code(host_.say({counter, 2000, 9000, Kill{"all"}})), RefusalCode::StatementReplayed);
  }
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(code(host_.say({6, 2000, 9000, Unkill{"all"}})), RefusalCode::StatementReplayed);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
}

TEST_F(Unwritten, AKillThatAnAdministratorHasClearedComesNotAgain) {
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.say({7, 2000, 9000, Kill{"all"}})), RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().unkill("all", "local").ok());
  EXPECT_EQ(code(host_.say({7, 2000, 9000, Kill{"all"}})), RefusalCode::StatementReplayed);
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Unwritten, WhatRunsWasNotRefused) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_TRUE(host_.announce({sensor(6)}).ok());
  // The one behind the takeover.
  host_.files().fail_once(FileAct::SyncFolder, 1);
  EXPECT_TRUE(host_.submit(sensor(6)).ok());
  EXPECT_EQ(host_.runs(), 6U);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.runs(), 6U);
}

TEST_F(Unwritten, WhatClearsAKillSwitchOrLowersAFloorHoldsAndSaysThatTheDiskIsNotCertain) {
  ASSERT_TRUE(host_.admission().kill("all", "local").ok());
  host_.files().fail_once(FileAct::SyncFolder);
  EXPECT_EQ(code(host_.admission().unkill("all", "local")), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), 4U) << "and not only after some later call";
  ASSERT_TRUE(host_.say({1, 2000, 9000, Kill{"all"}}).ok());
  host_.files().fail_once(FileAct::SyncFolder);
  EXPECT_EQ(code(host_.say({2, 2000, 9000, Unkill{"all"}})), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), 4U);
  host_.files().fail_once(FileAct::SyncFolder);
  EXPECT_EQ(code(host_.say({1, 2000, 9000, Downgrade{"sensor", 3}})), RefusalCode::StateNotWritten);
  ASSERT_TRUE(host_.release(sensor(3)).ok());
}

/// The host after `call`, for each sync that fails once in it.
void with_each_failing_sync(const Image& image, const std::function<Done(FakeHost&)>& call,
                            const std::function<void(FakeHost&, const Done&)>& holds) {
  for (const FileAct act : {FileAct::Sync, FileAct::SyncFolder}) {
    for (std::size_t after = 0; after < 8; ++after) {
      SCOPED_TRACE(after);
      FakeHost host(image);
      ASSERT_TRUE(host.start().ok());
      host.files().fail_once(act, after);
      const Done done = call(host);
      holds(host, done);
    }
  }
}

TEST_F(Unwritten, WhatHoldsIsNeverToldAsIfItDidNot) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  const auto is_told = [](FakeHost& host, const Done& done) {
    EXPECT_TRUE(done.ok() || code(done) == RefusalCode::StateNotWritten);
    EXPECT_EQ(host.events(), 4U);
  };
  with_each_failing_sync(
      host_.files().image(),
      [](FakeHost& host) { return host.admission().revert("sensor", "local"); }, is_told);
  Root next = test_root();
  next.version = 2;
  next.revoked_digests = {digest_of_line(sensor(5))};
  const std::string root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
  with_each_failing_sync(
      host_.files().image(),
      [&](FakeHost& host) { return host.admission().take_root(root, "test"); }, is_told);
}

TEST_F(Unwritten, WhatDoesNotHoldIsNeverToldAsIfItDid) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_TRUE(host_.admission().kill("all", "local").ok());
  with_each_failing_sync(
      host_.files().image(), [](FakeHost& host) { return host.admission().unkill("all", "local"); },
      [](FakeHost& host, const Done& done) {
        const bool holds = done.ok() || code(done) == RefusalCode::StateNotWritten;
        EXPECT_EQ(host.admission().kills().empty(), holds);
      });
}

TEST_F(Unwritten, AnUnkillThatWasNotWrittenAtAllClearsNothing) {
  ASSERT_TRUE(host_.admission().kill("all", "local").ok());
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.admission().unkill("all", "local")), RefusalCode::FileUnwritable);
  host_.files().empty_disk();
  EXPECT_EQ(code(host_.admission().kill("package/other", "local")), RefusalCode::KillOfNothing);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
}

}  // namespace
}  // namespace assay::loader
