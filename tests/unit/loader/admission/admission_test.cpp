// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/admission.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <future>
#include <utility>

#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// Version 4 runs well.
class AdmissionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    host_.install();
    ASSERT_TRUE(host_.release(sensor(4)).ok());
    host_.make_good();
    ASSERT_EQ(host_.runs(), 4U);
  }
  PackageStatus status() { return host_.admission().status().at(0); }

  FakeHost host_;
};

Release one_release(const std::string& package) {
  Release release;
  release.package = "sensor";
  release.version = 5;
  release.digests = {{digest_of_contract("c1"), digest_of_line(package)}};
  release.rings = {{"wide", kAllHosts}};
  return release;
}

RefusalCode code(const Done& done) { return done.refusal().code; }

TEST(AdmissionFirst, WithoutAVersionTheHooksDefaultHolds) {
  FakeHost host;
  host.install();
  EXPECT_EQ(host.events(), kDefaultAnswer);
  EXPECT_FALSE(host.admission().dispatch("other", {}));
  ASSERT_TRUE(host.release(sensor(4)).ok());
  EXPECT_EQ(host.events(), 4U);
  EXPECT_TRUE(host.admission().status().at(0).in_trial);
}

TEST(AdmissionFirst, AHostIsInstalledOnceAndStartsFromNothingElse) {
  FakeHost host;
  EXPECT_EQ(code(host.start()), RefusalCode::StateLost);
  host.install();
  FakeHost again(host.files().image());
  const std::string root = write_signed(signed_by(write_root(test_root()), SignedKind::Root, "ab"));
  HostSetup setup;
  setup.files = &again.files();
  again.files().forget_steps();
  EXPECT_EQ(Admission::install(setup, root).refusal().code, RefusalCode::StateExists);
  EXPECT_TRUE(again.files().steps().empty()) << "and its root is not touched";
}

TEST_F(AdmissionTest, AnAdmittedVersionTakesOverAndAGoodOneRaisesTheFloor) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  EXPECT_EQ(host_.events(), 5U);
  ASSERT_TRUE(host_.release(sensor(4, "44")).ok()) << "the floor is still that of 4";
  EXPECT_EQ(host_.events(), 44U);
  host_.make_good();
  ASSERT_TRUE(host_.release(sensor(6)).ok());
  host_.make_good();
  EXPECT_EQ(code(host_.release(sensor(5, "55"))), RefusalCode::VersionBelowFloor);
  EXPECT_EQ(host_.events(), 6U);
}

TEST_F(AdmissionTest, ARefusedVersionLeavesTheGoodOneRunning) {
  EXPECT_EQ(code(host_.release("sensor 5 c9 5")), RefusalCode::Parked);
  EXPECT_EQ(host_.events(), 4U);
  ASSERT_TRUE(host_.say({100, 2000, 9000, std::get<Release>(test_release().says)}).ok());
  EXPECT_EQ(code(host_.submit(sensor(5))), RefusalCode::PackageNotNamed);
  EXPECT_EQ(code(host_.submit(sensor(5), 's')), RefusalCode::SignatureMissing);
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, APackageThatTheCheckerRefusesForTheContractOfNowIsNotKept) {
  Release release;
  release.package = "sensor";
  release.version = 5;
  const std::string package = "sensor 5 c9 5";
  const std::string contract = "c1";
  release.digests = {{digest_of_contract(contract), digest_of_line(package)}};
  release.rings = {{"wide", kAllHosts}};
  ASSERT_TRUE(host_.say({100, 2000, 9000, release}).ok());
  EXPECT_EQ(code(host_.submit(package)), RefusalCode::CheckRefused);
  EXPECT_FALSE(host_.files().image().contains("package-" + digest_of_line(package)));
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, AKillSwitchWaitsForNoCheckOfAHostThatRegistersItsHooksAnew) {
  std::future<Done> killed;
  host_.while_checking = [&] {
    if (killed.valid()) return;
    killed = std::async(std::launch::async, [&] { return host_.admission().kill("all", "test"); });
    EXPECT_EQ(killed.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_EQ(host_.events(), kDefaultAnswer) << "while the check goes on";
  };
  host_.upgrade("c1");
  ASSERT_TRUE(killed.valid());
  EXPECT_TRUE(killed.get().ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  host_.while_checking = [] {};
  ASSERT_TRUE(host_.admission().unkill("all", "test").ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, AKillSwitchWaitsForNoCheckOfAPackageThatIsBrought) {
  std::future<Done> killed;
  host_.while_checking = [&] {
    killed = std::async(std::launch::async, [&] { return host_.admission().kill("all", "test"); });
    EXPECT_EQ(killed.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_EQ(host_.events(), kDefaultAnswer) << "while the check goes on";
  };
  EXPECT_EQ(code(host_.release(sensor(5))), RefusalCode::AdmittedAndKilled);
  ASSERT_TRUE(killed.valid());
  EXPECT_TRUE(killed.get().ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.admission().unkill("all", "test").ok());
  EXPECT_EQ(host_.events(), 5U);
}

/// Does something once, while the first check goes on, as another caller does.
class DuringTheCheck {
 public:
  DuringTheCheck(FakeHost& host, std::function<void()> what) {
    host.while_checking = [this, what = std::move(what)] {
      if (checks_++ == 0) std::async(std::launch::async, what).get();
    };
  }
  [[nodiscard]] int checks() const { return checks_; }

 private:
  int checks_ = 0;
};

TEST_F(AdmissionTest, APackageIsCheckedAgainForHooksThatCameDuringItsCheck) {
  const DuringTheCheck during(host_, [&] { host_.upgrade("c1"); });
  EXPECT_TRUE(host_.release(sensor(5)).ok());
  EXPECT_EQ(host_.events(), 5U);
  EXPECT_EQ(during.checks(), 3) << "once more, and version 4 for the hooks";
}

TEST_F(AdmissionTest, APackageIsNotAdmittedForHooksThatLeftDuringItsCheck) {
  const DuringTheCheck during(host_, [&] { host_.upgrade("c2"); });
  EXPECT_EQ(code(host_.release(sensor(5))), RefusalCode::Parked);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  host_.upgrade("c1");
  EXPECT_EQ(host_.events(), 5U);
}

TEST_F(AdmissionTest, WhatIsRevokedDuringItsCheckIsNotAdmitted) {
  const DuringTheCheck during(host_, [&] {
    Root next = test_root();
    next.version = 2;
    next.revoked_digests = {digest_of_line(sensor(5))};
    const auto root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
    EXPECT_TRUE(host_.admission().take_root(root, "test").ok());
  });
  EXPECT_FALSE(host_.release(sensor(5)).ok());
  EXPECT_EQ(during.checks(), 1);
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, WhatItsKeyNoLongerSignsForWhenItsCheckEndsIsNotAdmitted) {
  const DuringTheCheck during(host_, [&] {
    Root next = test_root();
    next.version = 2;
    next.package = {keys_of("q"), 1};
    const auto root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
    EXPECT_TRUE(host_.admission().take_root(root, "test").ok());
  });
  EXPECT_EQ(code(host_.release(sensor(5))), RefusalCode::SignatureMissing);
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, OnePackageThatTwoBringAtOnceIsAdmittedOnce) {
  const DuringTheCheck during(host_, [&] { EXPECT_TRUE(host_.submit(sensor(5)).ok()); });
  EXPECT_TRUE(host_.release(sensor(5)).ok());
  EXPECT_EQ(host_.events(), 5U);
  EXPECT_EQ(status().tally->events(), 1U);
}

TEST_F(AdmissionTest, WhatIsAdmittedWhileHooksAreRegisteredAnewIsCheckedForThem) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  bool submitted = false;
  host_.while_checking = [&] {
    if (std::exchange(submitted, true)) return;
    std::async(std::launch::async, [&] { EXPECT_TRUE(host_.release(sensor(6)).ok()); }).get();
    EXPECT_EQ(host_.events(), 6U) << "the hooks are still those from before";
  };
  host_.upgrade("c2");
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  host_.upgrade("c1");
  EXPECT_EQ(host_.events(), 6U);
}

TEST_F(AdmissionTest, MixAndMatchIsRefused) {
  Release release;
  release.package = "sensor";
  release.version = 6;
  release.rings = {{"wide", kAllHosts}};
  for (const std::string contract : {"c1", "c2"}) {
    release.digests = {{digest_of_contract(contract), digest_of_line(sensor(5))}};
    ASSERT_TRUE(host_.say({100, 2000, 9000, release}).ok());
    EXPECT_EQ(code(host_.submit(sensor(5))), RefusalCode::PackageMismatch)
        << "it calls itself 5 and the release says 6";
  }
  EXPECT_EQ(host_.events(), 4U);
}

/// Version 5 is released, and nobody has submitted it.
class BroughtTest : public AdmissionTest {
 protected:
  void SetUp() override {
    AdmissionTest::SetUp();
    ASSERT_TRUE(host_.say({100, 2000, 9000, one_release(sensor(5))}).ok());
  }
  Done submit(const Bytes& package) { return host_.admission().submit(package, "test"); }
  /// The bytes that are kept of version 5.
  Bytes kept() { return host_.files().image().at("package-" + digest_of_line(sensor(5))); }

  const Bytes bare_ = enveloped(sensor(5));
};

TEST_F(BroughtTest, SignaturesOfAnotherPackageAreRefused) {
  const Bytes other = signed_package(enveloped(sensor(4)), "p");
  Bytes package = bare_;
  const std::size_t trailer = wire::kTrailerLengthBytes + wire::kKeyBytes + wire::kSignatureBytes;
  package.resize(package.size() - wire::kTrailerLengthBytes);
  package.insert(package.end(), other.end() - static_cast<std::ptrdiff_t>(trailer), other.end());
  EXPECT_EQ(code(submit(package)), RefusalCode::SignatureWrong);
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(BroughtTest, AChangedByteIsRefusedWhereverItIs) {
  const Bytes package = signed_package(bare_, "p");
  for (std::size_t i = 0; i < package.size(); ++i) {
    Bytes changed = package;
    changed[i] ^= 1;
    EXPECT_FALSE(submit(changed).ok()) << i;
  }
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_TRUE(submit(package).ok()) << "and speaks not against the package itself";
  EXPECT_EQ(host_.events(), 5U);
}

TEST_F(BroughtTest, WhoeverElseSignedItTheSameBytesAreKept) {
  ASSERT_TRUE(submit(signed_package(bare_, "xpy")).ok());
  EXPECT_EQ(kept(), bare_);
  host_.files().forget_steps();
  ASSERT_TRUE(submit(signed_package(bare_, "p")).ok());
  EXPECT_EQ(kept(), bare_);
  EXPECT_TRUE(host_.files().steps().empty()) << "there is nothing new to keep";
}

TEST_F(BroughtTest, AWorseTrailerDoesNotTakeThePlaceOfAGoodOne) {
  ASSERT_TRUE(submit(signed_package(bare_, "p")).ok());
  EXPECT_EQ(code(submit(signed_package(bare_, "x"))), RefusalCode::SignatureMissing);
  EXPECT_EQ(code(submit(bare_)), RefusalCode::SignatureMissing);
  EXPECT_EQ(kept(), bare_);
  ASSERT_TRUE(host_.start('1').ok());
  EXPECT_EQ(host_.events(), 5U);
}

TEST_F(AdmissionTest, AHostUpgradeTakesTheVersionForItsContractAndARollbackTheOldOne) {
  EXPECT_EQ(code(host_.release("sensor 5 c2 5")), RefusalCode::Parked);
  host_.upgrade("c2");
  EXPECT_EQ(host_.events(), 5U);
  host_.upgrade("c1");
  EXPECT_EQ(host_.events(), 4U);
  host_.upgrade("c3");
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_TRUE(status().degraded);
  EXPECT_EQ(status().passed.size(), 2U);
}

TEST_F(AdmissionTest, AFaultStopsTheVersionAtOnceAndTheGoodOneReturns) {
  for (const char* answer : {"fault", "loop"}) {
    ASSERT_TRUE(host_.release(sensor(5, answer)).ok());
    EXPECT_EQ(host_.events(), kDefaultAnswer);
    EXPECT_EQ(host_.events(5), kDefaultAnswer);
    EXPECT_EQ(status().tally->events(), 1U) << "it met no event after that";
    ASSERT_TRUE(host_.admission().tend().ok());
    EXPECT_EQ(host_.events(), 4U);
    EXPECT_EQ(code(host_.release(sensor(5, answer))), RefusalCode::Quarantined);
  }
}

TEST_F(AdmissionTest, WhatTheHostHasNoMemoryForIsNoFaultAndNoProofOfHealth) {
  ASSERT_TRUE(host_.release(sensor(5, "large")).ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_EQ(host_.admission().dispatch(kHook, {}).value().programs, 0U);
  host_.make_good();
  EXPECT_EQ(host_.runs(), 5U);
  EXPECT_TRUE(status().in_trial);
  EXPECT_EQ(status().tally->not_run(), 12U);
}

TEST_F(AdmissionTest, AGateThatTripsRevertsThisHost) {
  Gates gates;
  gates.events = 10;
  gates.matches_factor = 2000;
  // 7 is what the hook answers by itself: no matches any more.
  ASSERT_TRUE(host_.release(sensor(5, "7"), gates).ok());
  host_.make_good();
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_EQ(status().passed.at(0).why.code, RefusalCode::Quarantined);
}

TEST_F(AdmissionTest, WithoutDataAVersionStaysInTrial) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.clock += 100'000;
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_TRUE(status().in_trial);
  EXPECT_EQ(host_.runs(), 5U);
}

TEST_F(AdmissionTest, KillSwitchesHoldAtOnceAndAfterAStart) {
  ASSERT_TRUE(host_.say({1, 2000, 9000, Kill{"package/sensor"}}).ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  EXPECT_EQ(code(host_.say({1, 2000, 9000, Unkill{"package/sensor"}})),
            RefusalCode::StatementReplayed);
  ASSERT_TRUE(host_.say({2, 2000, 9000, Unkill{"package/sensor"}}).ok());
  EXPECT_EQ(host_.events(), 4U);
  ASSERT_TRUE(host_.admission().kill("all", "local").ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  ASSERT_TRUE(host_.admission().unkill("all", "local").ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, AKillSwitchThatCannotBeWrittenHoldsAndSaysSo) {
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.admission().kill("all", "local")), RefusalCode::StateNotWritten);
  EXPECT_EQ(host_.events(), kDefaultAnswer);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
}

TEST_F(AdmissionTest, ARevokedDigestIsReplacedByTheGoodVersionBefore) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.make_good();
  Root next = test_root();
  next.version = 2;
  next.revoked_digests = {digest_of_line(sensor(5))};
  const auto root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
  ASSERT_TRUE(host_.admission().take_root(root, "test").ok());
  EXPECT_EQ(host_.events(), 4U);
  EXPECT_EQ(code(host_.admission().take_root(root, "test")), RefusalCode::RootVersionWrong);
  ASSERT_TRUE(host_.start('2').ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, UnderAnExpiredRootWhatRunsGoesOnAndKillsAreHeard) {
  host_.clock = 1'000'000;
  EXPECT_EQ(code(host_.release(sensor(5))), RefusalCode::RootExpired);
  EXPECT_EQ(host_.events(), 4U);
  ASSERT_TRUE(host_.say({1, 999'999, 1'000'009, Kill{"all"}}).ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer);
}

TEST_F(AdmissionTest, ADowngradeIsASignedStatement) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.make_good();
  EXPECT_EQ(code(host_.release(sensor(3))), RefusalCode::VersionBelowFloor);
  ASSERT_TRUE(host_.say({1, 2000, 9000, Downgrade{"sensor", 3}}).ok());
  ASSERT_TRUE(host_.submit(sensor(3)).ok());
  EXPECT_EQ(host_.events(), 3U);
}

TEST_F(AdmissionTest, AfterADowngradeTheNewerVersionMayBeReleasedAgain) {
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  host_.make_good();
  ASSERT_TRUE(host_.say({1, 2000, 9000, Downgrade{"sensor", 3}}).ok());
  ASSERT_TRUE(host_.release(sensor(3)).ok());
  host_.make_good();
  ASSERT_EQ(host_.events(), 3U);
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  EXPECT_EQ(host_.events(), 5U);
  EXPECT_TRUE(status().in_trial);
}

TEST_F(AdmissionTest, ASignedUnkillClearsNoKillOfALocalAdministrator) {
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.admission().kill("all", "local")), RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.say({1, 2000, 9000, Unkill{"all"}}).ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer) << "not yet written";
  ASSERT_TRUE(host_.admission().tend().ok());
  ASSERT_TRUE(host_.start('2').ok());
  ASSERT_TRUE(host_.say({2, 2000, 9000, Unkill{"all"}}).ok());
  EXPECT_EQ(host_.events(), kDefaultAnswer) << "written";
  ASSERT_TRUE(host_.say({3, 2000, 9000, Kill{"all"}}).ok());
  ASSERT_TRUE(host_.admission().unkill("all", "local").ok());
  EXPECT_EQ(host_.events(), 4U) << "an administrator of this host clears both";
  ASSERT_TRUE(host_.start('3').ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, ASignedUnkillClearsASignedKillThatWasNeverWritten) {
  host_.files().fill_disk_at(0);
  EXPECT_EQ(code(host_.say({1, 2000, 9000, Kill{"all"}})), RefusalCode::StateNotWritten);
  host_.files().empty_disk();
  ASSERT_TRUE(host_.say({2, 2000, 9000, Unkill{"all"}}).ok());
  EXPECT_EQ(host_.events(), 4U);
}

TEST_F(AdmissionTest, AParkedPackageTripsNoGate) {
  Gates gates;
  gates.events = 10;
  ASSERT_TRUE(host_.release(sensor(5), gates).ok());
  EXPECT_EQ(code(host_.release("sensor 6 c2 6")), RefusalCode::Parked);
  host_.make_good();
  EXPECT_EQ(host_.events(), 5U);
  EXPECT_FALSE(status().in_trial);
}

TEST_F(AdmissionTest, AtEachWriteAFullDiskLeavesTheGoodVersionOrTheNewOne) {
  const Image image = host_.files().image();
  for (std::size_t step = 0; step < 20; ++step) {
    FakeHost host(image);
    ASSERT_TRUE(host.start('1').ok());
    ASSERT_TRUE(host.say({50, 2000, 9000, one_release(sensor(5))}).ok());
    host.files().fill_disk_at(step);
    const bool admitted = host.submit(sensor(5)).ok();
    EXPECT_EQ(host.events(), admitted ? 5U : 4U) << step;
    host.files().empty_disk();
    ASSERT_TRUE(host.admission().tend().ok());
    ASSERT_TRUE(host.submit(sensor(5)).ok()) << step;
    EXPECT_EQ(host.events(), 5U) << step;
    ASSERT_TRUE(host.start('1').ok());
    EXPECT_EQ(host.events(), 5U) << step;
  }
}

TEST_F(AdmissionTest, RefusalsOfOneClientAreCountedAfterTheFirstFew) {
  const JournalHead before = host_.admission().head();
  for (int i = 0; i < 1000; ++i) (void)host_.submit(sensor(9), 'x');
  EXPECT_EQ(host_.admission().head().number, before.number + Often::kToldEach);
  host_.clock += 7200;
  ASSERT_TRUE(host_.admission().tend().ok());
  EXPECT_EQ(host_.admission().head().number, before.number + Often::kToldEach + 1);
}

TEST_F(AdmissionTest, AnAdmissionCostsAtMostSixSyncs) {
  host_.files().forget_steps();
  ASSERT_TRUE(host_.release(sensor(5)).ok());
  // The release statement is an update of its own.
  std::size_t syncs = 0;
  bool submitted = false;
  for (const FileStep& step : host_.files().steps()) {
    submitted = submitted || step.name.starts_with("package-");
    const bool sync = step.act == FileAct::Sync || step.act == FileAct::SyncFolder;
    if (submitted && sync) ++syncs;
  }
  EXPECT_EQ(syncs, 5U);
}

}  // namespace
}  // namespace assay::loader
