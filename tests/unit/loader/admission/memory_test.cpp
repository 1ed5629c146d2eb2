// SPDX-License-Identifier: Apache-2.0
// One allocation within a call fails, each in turn, and there is memory again at once: what was
// decided is what runs, at the next call or tend() at the latest.
#include <gtest/gtest.h>

#include <functional>

#include "support/failing_memory.hpp"
#include "support/fake_host.hpp"

namespace assay::loader {
namespace {

/// A host on which version 4 runs well, and then version 5, too.
Image with_good_5() {
  FakeHost host;
  host.install();
  for (const int version : {4, 5}) {
    EXPECT_TRUE(host.release(sensor(version)).ok());
    host.make_good();
  }
  EXPECT_EQ(host.runs(), 5U);
  return host.files().image();
}

/// For each allocation of `call` a host on which it fails; `holds` then looks at that host.
void with_each_failure(const std::function<Done(Admission&)>& call,
                       const std::function<void(FakeHost&)>& holds) {
  const Image image = with_good_5();
  for (long number = 0;; ++number) {
    SCOPED_TRACE(number);
    FakeHost host(image);
    ASSERT_TRUE(host.start().ok());
    if (!fails_at(number, [&] { (void)call(host.admission()); })) {
      EXPECT_GT(number, 20) << "too few were tried";
      return;
    }
    (void)call(host.admission());
    EXPECT_TRUE(host.admission().tend().ok());
    holds(host);
    if (::testing::Test::HasFailure()) return;
  }
}

std::string signed_statement(const Statement& statement) {
  return write_signed(signed_by(write_statement(statement), SignedKind::Statement, "s"));
}

TEST(Memory, ASignedKillThatWasHeardHolds) {
  const std::string kill = signed_statement({9, 2000, 9000, Kill{"package/sensor"}});
  with_each_failure([&](Admission& to) { return to.take_statement(kill, "test"); },
                    [](FakeHost& host) { EXPECT_EQ(host.events(), kDefaultAnswer); });
}

TEST(Memory, ALocalKillThatIsNotRepeatedHoldsOnceItStands) {
  with_each_failure([](Admission& to) { return to.kill("package/sensor", "local"); },
                    [](FakeHost& host) { EXPECT_EQ(host.events(), kDefaultAnswer); });
  const Image image = with_good_5();
  FakeHost host(image);
  ASSERT_TRUE(host.start().ok());
  for (long number = 0; host.admission().kills().empty(); ++number) {
    (void)fails_at(number, [&] { (void)host.admission().kill("all", "local"); });
  }
  EXPECT_TRUE(host.admission().tend().ok());
  EXPECT_EQ(host.events(), kDefaultAnswer);
}

TEST(Memory, WhatARootRevokesRunsNoLonger) {
  Root next = test_root();
  next.version = 2;
  next.revoked_digests.insert(digest_of_line(sensor(5)));
  const std::string root = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
  next.version = 3;
  next.revoked_digests.insert(digest_of_line(sensor(4)));
  const std::string last = write_signed(signed_by(write_root(next), SignedKind::Root, "ab"));
  with_each_failure([&](Admission& to) { return to.take_root(root, "test"); },
                    [&](FakeHost& host) {
                      EXPECT_EQ(host.events(), 4U);
                      EXPECT_TRUE(host.admission().take_root(last, "test").ok());
                      EXPECT_EQ(host.events(), kDefaultAnswer);
                      ASSERT_TRUE(host.start('2').ok());
                      EXPECT_EQ(host.events(), kDefaultAnswer);
                    });
}

TEST(Memory, APackageThatIsSaidToRunRuns) {
  Release release = std::get<Release>(test_release().says);
  release.version = 6;
  release.digests = {{digest_of_contract("c1"), digest_of_line(sensor(6))}};
  const std::string statement = signed_statement({90, 2000, 9000, release});
  const Bytes package = signed_package(enveloped(sensor(6)), "p");
  with_each_failure(
      [&](Admission& to) {
        if (Done said = to.take_statement(statement, "test"); !said.ok()) return said;
        return to.submit(package, "test");
      },
      [&](FakeHost& host) {
        EXPECT_TRUE(host.admission().submit(package, "test").ok());
        EXPECT_EQ(host.runs(), 6U);
        EXPECT_EQ(host.events(), 6U);
        ASSERT_TRUE(host.start('2').ok());
        EXPECT_EQ(host.events(), 6U);
      });
}

TEST(Memory, HooksThatWereSaidTwiceAreThere) {
  std::vector<HookSpec> hooks = FakeHost().hooks();
  hooks.push_back({"other", {}, digest_of_contract("c9"), 3});
  with_each_failure([&](Admission& to) { return to.register_hooks(hooks); },
                    [](FakeHost& host) {
                      EXPECT_EQ(host.events(), 5U);
                      EXPECT_EQ(host.admission().dispatch("other", {}).value().answer, 3U);
                    });
}

TEST(Memory, AFaultIsNotForgotten) {
  for (long number = 0;; ++number) {
    SCOPED_TRACE(number);
    FakeHost host;
    host.install();
    ASSERT_TRUE(host.release(sensor(5)).ok());
    host.make_good();
    ASSERT_TRUE(host.release(sensor(6, "fault")).ok());
    (void)host.events();
    if (!fails_at(number, [&] { (void)host.admission().tend(); })) break;
    EXPECT_TRUE(host.admission().tend().ok());
    EXPECT_EQ(host.events(), 5U);
    EXPECT_EQ(host.submit(sensor(6, "fault")).refusal().code, RefusalCode::Quarantined);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace assay::loader
