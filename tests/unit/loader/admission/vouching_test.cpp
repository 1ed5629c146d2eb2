// SPDX-License-Identifier: Apache-2.0
// What whoever brings public bytes, in whatever order, cannot bring about.
#include <gtest/gtest.h>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well.
class Vouching : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.install();
    ASSERT_TRUE(host_.release(sensor(4)).ok());
    host_.make_good();
    ASSERT_EQ(host_.runs(), 4U);
  }
  PackageStatus status() { return host_.admission().status().at(0); }
  static RefusalCode code(const Done& done) { return done.refusal().code; }

  FakeHost host_;
};

TEST_F(Vouching, PackagesForOtherContractsPushNothingOut) {
  std::vector<std::string> packages = {sensor(5)};
  for (const char* contract : {"c2", "c3", "c4", "c5"}) {
    packages.push_back(std::string("sensor 5 ") + contract + " 5");
  }
  ASSERT_TRUE(host_.announce(packages).ok());
  for (const std::string& package : packages) (void)host_.submit(package);
  EXPECT_EQ(host_.runs(), 5U);
  EXPECT_EQ(code(host_.submit(packages.back())), RefusalCode::StoreFull);
}

TEST_F(Vouching, WhatIsForAnotherContractWaitsThoughTheCheckerAcceptsIt) {
  // Both pass the check under c1.
  const std::string other = sensor(5, "55");
  Release release = std::get<Release>(test_release().says);
  release.digests = {{digest_of_contract("c1"), digest_of_line(sensor(5))},
                     {digest_of_contract("c2"), digest_of_line(other)}};
  ASSERT_TRUE(host_.say({50, 2000, 9000, release}).ok());
  ASSERT_TRUE(host_.submit(sensor(5)).ok());
  for (int i = 0; i < 2; ++i) EXPECT_EQ(code(host_.submit(other)), RefusalCode::Parked);
  EXPECT_EQ(host_.events(), 5U);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), 5U);
  release.digests[digest_of_contract("c1")] = digest_of_line(other);
  ASSERT_TRUE(host_.say({51, 2000, 9000, release}).ok());
  ASSERT_TRUE(host_.submit(other).ok()) << "a later release names it for the contract of now";
  EXPECT_EQ(host_.events(), 55U);
}

TEST_F(Vouching, BytesAreKeptUnderNoNameButTheirOwn) {
  Release release = std::get<Release>(test_release().says);
  release.package = "aaa";
  release.version = 4;
  release.digests = {{digest_of_contract("c2"), digest_of_line(sensor(4))}};
  ASSERT_TRUE(host_.say({1, 2000, 9000, release}).ok());
  EXPECT_TRUE(host_.submit(sensor(4)).ok()) << "the other release hides not its own";
  ASSERT_TRUE(host_.start('2').ok());
  ASSERT_TRUE(host_.say({1, 2000, 9000, release}).ok());
  EXPECT_EQ(code(host_.submit(sensor(4))), RefusalCode::PackageMismatch);
  ASSERT_TRUE(host_.start('3').ok());
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_EQ(host_.admission().status().size(), 1U);
}

TEST_F(Vouching, AGoodVersionThatIsBroughtAgainIsInNoTrial) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.make_good();
  host_.upgrade("c2");
  EXPECT_EQ(code(host_.submit(sensor(5))), RefusalCode::Parked);
  host_.upgrade("c1");
  EXPECT_EQ(host_.runs(), 5U);
  EXPECT_FALSE(status().in_trial);
  EXPECT_TRUE(host_.submit(sensor(5)).ok());
}

TEST_F(Vouching, WhoeverBringsAgainWhatDoesNotRunIsToldWhy) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_TRUE(host_.admission().stop().ok());
  host_.files().make_read_only();
  ASSERT_TRUE(host_.start('1').ok());
  host_.files().make_writable();
  ASSERT_TRUE(host_.announce({sensor(5)}).ok());
  EXPECT_EQ(code(host_.submit(sensor(5))), RefusalCode::FileUnwritable);
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_TRUE(host_.submit(sensor(5)).ok());
  EXPECT_EQ(host_.runs(), 5U);
}

TEST_F(Vouching, WhoeverBringsAgainWhatTheCheckerRefusesByNowIsToldSo) {
  // Good under c1, and released for a contract that it does not fit.
  const std::string good = sensor(4);
  host_.upgrade("c2");
  Release release = std::get<Release>(test_release().says);
  release.version = 4;
  release.digests = {{digest_of_contract("c2"), digest_of_line(good)}};
  ASSERT_TRUE(host_.say({50, 2000, 9000, release}).ok());
  EXPECT_EQ(code(host_.submit(good)), RefusalCode::CheckRefused);
}

TEST_F(Vouching, TheGateOnRefusedPackagesCountsThoseOfItsVersionAndEachOnce) {
  Gates gates;
  gates.events = 10;
  gates.most_refused = 1;
  ASSERT_TRUE(host_.release(sensor(5), gates).ok());
  std::uint64_t counter = 1000;
  const auto refuse_as = [&](std::uint64_t version, const std::string& package) {
    Release release = std::get<Release>(test_release().says);
    release.version = version;
    release.digests = {{digest_of_contract(std::string("c1")), digest_of_line(package)}};
    EXPECT_TRUE(host_.say({++counter, 2000, 9000, release}).ok());
    for (int i = 0; i < 4; ++i) EXPECT_EQ(code(host_.submit(package)), RefusalCode::CheckRefused);
    EXPECT_TRUE(host_.admission().tend().ok());
  };
  refuse_as(6, "sensor 6 c9 1");
  refuse_as(7, "sensor 7 c9 2");
  refuse_as(5, "sensor 5 c9 3");
  EXPECT_EQ(host_.runs(), 5U) << "neither other versions nor one package again";
  refuse_as(5, "sensor 5 c9 4");
  EXPECT_EQ(host_.runs(), 4U);
}

TEST_F(Vouching, AVersionIsNotRefusedByWhatRefusedItBeforeItWasAdmitted) {
  const std::string package = "sensor 5 c2 5";
  Release release = std::get<Release>(test_release().says);
  release.gates.events = 10;
  for (const char* contract : {"c1", "c2"}) {
    release.digests[digest_of_contract(contract)] = digest_of_line(package);
  }
  release.digests.erase(digest_of('c'));
  ASSERT_TRUE(host_.say({50, 2000, 9000, release}).ok());
  EXPECT_EQ(code(host_.submit(package)), RefusalCode::CheckRefused);
  host_.upgrade("c2");
  ASSERT_TRUE(host_.submit(package).ok());
  host_.make_good();
  EXPECT_EQ(host_.runs(), 5U);
}

TEST_F(Vouching, ARootThatForgetsCountersRevivesNoUnkillAndNoDowngrade) {
  Root next = test_root();
  next.version = 2;
  next.statement.keys = keys_of("st");
  const auto take = [&] {
    return host_.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test");
  };
  ASSERT_TRUE(take().ok());
  ASSERT_TRUE(host_.say({2, 2000, 9000, Unkill{"all"}}).ok());
  ASSERT_TRUE(host_.say({3, 2001, 9000, Kill{"all"}}).ok());
  next.version = 3;
  next.issued = 2100;
  next.statement.keys = keys_of("s");
  ASSERT_TRUE(take().ok());
  EXPECT_EQ(code(host_.say({2, 2000, 9000, Unkill{"all"}})), RefusalCode::StatementReplayed);
  EXPECT_EQ(code(host_.say({9, 2099, 9000, Downgrade{"sensor", 1}})),
            RefusalCode::StatementReplayed);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.say({2, 2100, 9000, Unkill{"all"}}).ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Vouching, ARootThatForgetsCountersRevivesNoOlderRelease) {
  Root next = test_root();
  next.version = 2;
  next.statement.keys = keys_of("st");
  const auto take = [&] {
    return host_.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test");
  };
  ASSERT_TRUE(take().ok());
  const Release everybody = std::get<Release>(test_release().says);
  Release last = everybody;
  last.rings = {};
  ASSERT_TRUE(host_.say({20, 2000, 9000, everybody}).ok());
  ASSERT_TRUE(host_.say({30, 2001, 9000, last}).ok());
  next.version = 3;
  next.issued = 2100;
  next.statement.keys = keys_of("s");
  ASSERT_TRUE(take().ok());
  EXPECT_EQ(code(host_.say({20, 2000, 9000, everybody})), RefusalCode::StatementReplayed);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(code(host_.say({20, 2000, 9000, everybody})), RefusalCode::StatementReplayed);
  EXPECT_TRUE(host_.say({2, 2100, 9000, last}).ok()) << "made anew, whatever its counter";
}

TEST_F(Vouching, ARootThatIsNotWrittenEndsOlderReleasesAtOnce) {
  Root next = test_root();
  const auto take = [&] {
    ++next.version;
    return host_.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test");
  };
  next.statement.keys = keys_of("st");
  ASSERT_TRUE(take().ok());
  next.issued = 2100;
  next.statement.keys = keys_of("s");
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(take()), RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  // It is in no state before a tend().
  const Release release = std::get<Release>(test_release().says);
  const Done older = host_.say({30, 2099, 9000, release});
  ASSERT_FALSE(older.ok());
  EXPECT_EQ(code(older), RefusalCode::StatementReplayed);
  EXPECT_TRUE(host_.say({30, 2100, 9000, release}).ok());
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(code(host_.say({31, 2099, 9000, release})), RefusalCode::StatementReplayed);
}

/// The host started anew, with counters of statements on so many other packages.
void fill_state(FakeHost& host, std::size_t bytes) {
  State state = load_state(host.files()).value().state;
  const std::string name(200, 'x');
  for (std::size_t i = 0; i * name.size() < bytes; ++i) {
    state.counters["release/" + name + std::to_string(i)] = 1;
  }
  ASSERT_TRUE(save_state(host.files(), state).ok());
  ASSERT_TRUE(host.start('2').ok());
}

TEST_F(Vouching, PackagesLeaveRoomForKillSwitchesAndQuarantines) {
  ASSERT_TRUE(host_.release(sensor(5, "fault")).ok());
  fill_state(host_, kLongestState / 4 * 3);
  (void)host_.events();
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.runs(), 4U);
  EXPECT_EQ(code(host_.release(sensor(6))), RefusalCode::StoreFull);
  EXPECT_EQ(code(host_.say({1, 2000, 9000, Kill{"package/another"}})), RefusalCode::KillOfNothing);
  EXPECT_TRUE(host_.admission().kill("all", "local").ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
}

TEST_F(Vouching, AScopeThatIsNotPlainIsRefusedAndKillsNothing) {
  for (const std::string scope :
       {"package/caf\xc3\xa9", "counter", "hook/", "program/sensor", ""}) {
    EXPECT_EQ(code(host_.admission().kill(scope, "local")), RefusalCode::ScopeUnknown) << scope;
    EXPECT_EQ(code(host_.admission().unkill(scope, "local")), RefusalCode::ScopeUnknown) << scope;
  }
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Vouching, AClockThatJumpedSilencesNoRefusal) {
  host_.clock = 4'102'444'800;
  ASSERT_TRUE(host_.admission().tend().ok());
  host_.clock = 2100;
  for (int i = 0; i < 100; ++i) (void)host_.submit(sensor(9), 'x');
  const std::uint64_t before = host_.admission().head().number;
  host_.uptime_ahead += 7200;
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.admission().head().number, before + 1);
}

TEST_F(Vouching, AThousandReleasesTakeNoPlaceFromOneThatIsRestedOn) {
  ASSERT_TRUE(host_.announce({sensor(5)}).ok());
  Release other = std::get<Release>(test_release().says);
  std::size_t refused = 0;
  for (int i = 0; i < 1000; ++i) {
    other.package = "other-" + std::to_string(i);
    const Done said = host_.say({1, 2000, 9000, other});
    if (said.ok()) continue;
    EXPECT_EQ(code(said), RefusalCode::StatementsFull);
    ++refused;
  }
  EXPECT_EQ(refused, 1000 - (kMostMatters - 1)) << "with that of sensor";
  ASSERT_TRUE(host_.submit(sensor(5)).ok());
  EXPECT_EQ(host_.runs(), 5U);
  ASSERT_TRUE(host_.release(sensor(6)).ok()) << "a matter that is remembered goes on";
}

TEST_F(Vouching, ManyKillSwitchesKeepNoneFromWhatIsHere) {
  for (int i = 0; i < 600; ++i) {
    const Done said = host_.say({1, 2000, 9000, Kill{"package/other-" + std::to_string(i)}});
    EXPECT_EQ(code(said), static_cast<std::size_t>(i) < kMostMatters ? RefusalCode::KillOfNothing
                                                                     : RefusalCode::StatementsFull);
  }
  EXPECT_EQ(code(host_.say({1, 2000, 9000, Unkill{"package/more"}})), RefusalCode::StatementsFull);
  ASSERT_TRUE(host_.say({1, 2000, 9000, Kill{"package/sensor"}}).ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.say({2, 2000, 9000, Unkill{"package/sensor"}}).ok());
  ASSERT_TRUE(host_.say({1, 2000, 9000, Kill{"all"}}).ok());
}

/// Kill switches of programs that are not here, whose names take twice their length in the state.
Statement kill_of_other(int i) {
  const std::string name = std::string(250, '"') + std::to_string(10'000 + i);
  return {~std::uint64_t{0}, 2000, 9000, Kill{"program/" + name + '/' + name}};
}

TEST_F(Vouching, StatementsAreBoundedByTheBytesThatTheyTakeToo) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  RefusalCode last = RefusalCode::KillOfNothing;
  for (int i = 0; i < 200; ++i) last = code(host_.say(kill_of_other(i)));
  EXPECT_EQ(last, RefusalCode::StatementsFull);
  EXPECT_LT(write_state(load_state(host_.files()).value().state).size(), kLongestState / 2);
  EXPECT_TRUE(host_.release(sensor(6)).ok()) << "packages have their part";
  EXPECT_TRUE(host_.admission().revert("sensor", "local").ok());
  ASSERT_TRUE(host_.say({1, 2000, 9000, Kill{"package/sensor"}}).ok());
  EXPECT_TRUE(host_.admission().kill("all", "local").ok());
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_TRUE(host_.admission().kills().contains("all"));
  EXPECT_TRUE(host_.admission().kills().contains("package/sensor"));
}

TEST_F(Vouching, KillsThatAreNotWrittenAreBoundedLikeThoseThatAre) {
  host_.files().fill_disk_at(0);
  std::size_t refused = 0;
  for (int i = 0; i < 200; ++i) {
    refused += code(host_.say(kill_of_other(i))) == RefusalCode::StatementsFull ? 1 : 0;
  }
  EXPECT_GT(refused, 50U);
}

TEST_F(Vouching, ARootThatNamesNothingNewIsTakenWhateverFillsTheState) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.make_good();
  fill_state(host_, kLongestState / 20 * 17);
  ASSERT_FALSE(fits_in(load_state(host_.files()).value().state, kLongestState / 8 * 7).ok());
  Root next = test_root();
  next.version = 2;
  next.revoked_digests = {digest_of_line(sensor(5))};
  const auto take = [&] {
    return host_.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test");
  };
  next.floors["other"] = 1;
  EXPECT_EQ(code(take()), RefusalCode::DocumentTooLarge);
  next.floors.clear();
  EXPECT_TRUE(take().ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Vouching, AKillThatHasNoRoomLeavesNoRecordAtEachTry) {
  fill_state(host_, kLongestState / 20 * 17);
  ASSERT_FALSE(fits_in(load_state(host_.files()).value().state, kLongestState / 8 * 7).ok());
  EXPECT_EQ(code(host_.say({1, 2000, 9000, Kill{"all"}})), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  const std::uint64_t before = host_.admission().head().number;
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(host_.admission().tend().ok());
  EXPECT_EQ(host_.admission().head().number, before);
  EXPECT_TRUE(host_.admission().kill("package/sensor", "local").ok()) << "has a part of its own";
}

TEST_F(Vouching, ARootThatRetiresAKeyLetsGoOfWhatHasNotRunWell) {
  const auto parked = sensor(9).replace(sensor(9).find("c1"), 2, "c2");
  for (const char retired : {'p', 's'}) {
    FakeHost host(host_.files().image());
    ASSERT_TRUE(host.start().ok());
    for (std::uint64_t i = 0; i < 5; ++i) (void)host.announce({parked});
    ASSERT_EQ(code(host.submit(parked)), RefusalCode::Parked);
    Root next = test_root();
    next.version = 2;
    next.revoked_keys = keys_of(std::string(1, retired));
    (retired == 'p' ? next.package : next.statement).keys = keys_of("t");
    const Done taken = host.admission().take_root(
        write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test");
    ASSERT_TRUE(taken.ok());
    host.upgrade("c2");
    EXPECT_EQ(host.events(), kDefaultAnswer) << "what runs well here is for another contract";
    host.upgrade("c1");
    EXPECT_EQ(host.runs(), 4U) << "which no key of now need have signed";
  }
}

TEST_F(Vouching, ARootThatIsNotWrittenLetsGoAtOnce) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  ASSERT_EQ(host_.runs(), 5U);
  Root next = test_root();
  next.version = 2;
  next.package.keys = keys_of("t");
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.admission().take_root(
                write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test")),
            RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), 4U);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().tend().ok());
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(Vouching, AKillThatIsNotWrittenHasNoCounterOnceItsKeyIsRetired) {
  host_.files().fill_disk_at(0);
  const Seconds late = ~std::uint64_t{0};
  EXPECT_EQ(code(host_.say({late, 2000, late, Kill{"all"}})), RefusalCode::StateNotWritten);
  Root next = test_root();
  next.version = 2;
  next.issued = 1900;
  next.statement.keys = keys_of("t");
  EXPECT_EQ(code(host_.admission().take_root(
                write_signed(signed_by(write_root(next), SignedKind::Root, "ab")), "test")),
            RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_TRUE(host_.say({1, 2000, 9000, Unkill{"all"}}, 't').ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST(Store, AFullStoreTakesAnUpdateInThePlaceOfTheOldestGoodVersion) {
  FakeHost host;
  host.store.packages = 4;
  host.install();
  for (int version = 1; version <= 3; ++version) {
    ASSERT_TRUE(host.release(sensor(version)).ok());
    host.make_good();
  }
  ASSERT_TRUE(host.release("other 1 c1 1").ok());
  const auto stored = [&](int version) {
    return host.files().image().contains("package-" + digest_of_line(sensor(version)));
  };
  for (int version = 4; version <= 9; ++version) {
    ASSERT_TRUE(host.release(sensor(version)).ok()) << version;
    EXPECT_EQ(host.runs(), static_cast<std::uint64_t>(version));
    EXPECT_TRUE(stored(version - 1)) << "the last good one";
    host.make_good();
    EXPECT_FALSE(stored(version - 3)) << "the oldest";
  }
  EXPECT_EQ(host.runs("other"), 1U) << "the oldest of another package stays";
  EXPECT_EQ(host.release("more 1 c1 1").refusal().code, RefusalCode::StoreFull);
  ASSERT_TRUE(host.start('2').ok());
  EXPECT_EQ(host.runs(), 9U);
}

TEST(Store, WhatRunsMakesNoPlace) {
  FakeHost host;
  host.store.packages = 2;
  host.install();
  ASSERT_TRUE(host.release("sensor 1 c2 1").refusal().code == RefusalCode::Parked);
  host.upgrade("c2");
  host.make_good();
  host.upgrade("c1");
  ASSERT_TRUE(host.release(sensor(2)).ok());
  host.make_good();
  host.upgrade("c2");
  ASSERT_EQ(host.runs(), 1U) << "the contract that it fits is back";
  EXPECT_EQ(host.release("sensor 3 c2 3").refusal().code, RefusalCode::StoreFull);
  EXPECT_EQ(host.runs(), 1U);
}

TEST_F(Vouching, AKillOfANameThatNothingHasHoldsAndIsSaid) {
  for (const char* scope :
       {"package/sensr", "hook/hoook", "program/sensor/mian", "program/sensr/main"}) {
    EXPECT_EQ(code(host_.admission().kill(scope, "local")), RefusalCode::KillOfNothing) << scope;
    EXPECT_TRUE(host_.admission().kills().contains(scope)) << scope;
  }
  EXPECT_EQ(host_.events(), 4U);
  for (const char* scope : {"program/sensor/main", "package/sensor", "hook/hook", "all"}) {
    EXPECT_TRUE(host_.admission().kill(scope, "local").ok()) << scope;
  }
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_TRUE(host_.admission().kills().contains("package/sensr")) << "and over a start";
}

}  // namespace
}  // namespace assay::loader
