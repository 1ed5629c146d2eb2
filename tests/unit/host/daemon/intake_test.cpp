// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/intake.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "brought_folders.hpp"

namespace assay::host {
namespace {

using namespace std::chrono_literals;

/// A host to which a package is brought that lies in the watched folder or in the layout.
class IntakeTest : public BroughtFolders {
 protected:
  /// Until the condition holds, as the daemon does.
  template <typename Condition>
  [[nodiscard]] static bool tick_until(Intake& intake, Condition holds) {
    const auto end = Clock::now() + 20s;
    for (; !holds() && Clock::now() < end; std::this_thread::sleep_for(5ms)) intake.tick();
    return holds();
  }
  void expect_that_nobody_waits_for_its_check();

  void tell(const Refusal& refusal) {
    const std::scoped_lock lock(lock_);
    told_.push_back(refusal.code);
  }
  std::vector<RefusalCode> told() {
    const std::scoped_lock lock(lock_);
    return told_;
  }

 private:
  std::mutex lock_;
  std::vector<RefusalCode> told_;
};

void IntakeTest::expect_that_nobody_waits_for_its_check() {
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok()) << host.refusal().subject;
  std::promise<void> end;
  std::atomic<int> checks = 0;
  Workers workers(1);
  Intake intake(
      *host.value(), workers,
      [&](const FolderPackage&) {
        ++checks;
        end.get_future().wait();
        return loader::done();
      },
      [this](const FolderRefusal& refused) { tell(refused.refusal); });
  EXPECT_TRUE(tick_until(intake, [&] { return checks == 1; }));
  for (const Urgency urgency : {Urgency::Control, Urgency::Read, Urgency::Submit}) {
    std::promise<void> turn;
    workers.do_in_turn(urgency, {}, [&] { turn.set_value(); });
    EXPECT_EQ(turn.get_future().wait_for(20s), std::future_status::ready);
  }
  // Nor does a document that is brought the same way.
  put("z.statement", R"({"says":"kill"})");
  EXPECT_TRUE(tick_until(intake, [&] { return !told().empty(); }));
  EXPECT_EQ(checks, 1) << "while the check goes on";
  end.set_value();
  workers.stop();
}

TEST_F(IntakeTest, NobodyWaitsForTheCheckOfAPackageInAWatchedFolder) {
  put("a.pkg", "package");
  expect_that_nobody_waits_for_its_check();
}

TEST_F(IntakeTest, NobodyWaitsForTheCheckOfAPackageInALayout) {
  put_index(put_manifest("package"));
  settings_.layout = (place_ / "layout").string();
  expect_that_nobody_waits_for_its_check();
}

TEST_F(IntakeTest, OnePackageIsBroughtAfterTheOther) {
  for (const char* const name : {"a.pkg", "b.pkg", "c.pkg"}) put(name, name);
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  std::atomic<int> now = 0;
  std::atomic<int> all = 0;
  Workers workers(1);
  Intake intake(
      *host.value(), workers,
      [&](const FolderPackage&) {
        EXPECT_EQ(++now, 1);
        std::this_thread::sleep_for(20ms);
        --now;
        ++all;
        return loader::done();
      },
      [this](const FolderRefusal& refused) { tell(refused.refusal); });
  EXPECT_TRUE(tick_until(intake, [&] { return all == 3; }));
  workers.stop();
  EXPECT_TRUE(told().empty());
}

TEST_F(IntakeTest, AFaultOfOnePackageIsToldAndKeepsNoOtherOut) {
  put("a.pkg", "fault");
  put("b.pkg", "package");
  const auto host = Host::open(settings_);
  ASSERT_TRUE(host.ok());
  std::atomic<int> through = 0;
  Workers workers(1);
  Intake intake(
      *host.value(), workers,
      [&](const FolderPackage& package) {
        if (package.bytes.front() == 'f') throw std::runtime_error("fault");
        ++through;
        return loader::done();
      },
      [this](const FolderRefusal& refused) { tell(refused.refusal); });
  EXPECT_TRUE(tick_until(intake, [&] { return through == 1; }));
  workers.stop();
  EXPECT_EQ(told(), std::vector{RefusalCode::HostFault});
}

}  // namespace
}  // namespace assay::host
