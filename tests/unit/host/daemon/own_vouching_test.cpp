// SPDX-License-Identifier: Apache-2.0
// A host that vouches itself: what it says hangs on no clock, and what it refuses leaves nothing.
#include "host/daemon/own_vouching.hpp"

#include <gtest/gtest.h>

#include "support/fake_host.hpp"

namespace assay::host {
namespace {

using loader::Done;
using loader::FakeHost;
using loader::RefusalCode;
using loader::Seconds;

constexpr Seconds kToday = 1'800'000'000;
constexpr Seconds kYear2100 = 4'102'444'800;

/// A host with keys of its own, whose contract is "c1".
class Own : public testing::Test {
 protected:
  void begin_at(Seconds clock) {
    host_.emplace();
    host_->clock = clock;
    own_ = OwnVouching::make(host_->files()).value();
    own_->set_ring("wide");
    host_->install(own_->root());
  }
  Done submit(const std::string& name, std::uint64_t version) {
    const std::string package = name + " " + std::to_string(version) + " c1 1";
    const loader::CheckedPackage checked{name, version, {{"main", loader::kHook, 100}}};
    return own_->submit(host_->admission(), loader::enveloped(package), checked, host_->hooks(),
                        "test");
  }

  std::optional<FakeHost> host_;
  std::optional<OwnVouching> own_;
};

TEST_F(Own, WhateverTheClockSaidAtFirstPackagesAreAdmittedToday) {
  for (const Seconds clock : {Seconds{0}, kToday, kYear2100}) {
    begin_at(clock);
    ASSERT_TRUE(submit("sensor", 1).ok()) << clock;
    host_->clock = kToday;
    EXPECT_TRUE(submit("sensor", 2).ok()) << clock;
    EXPECT_EQ(host_->runs(), 2U);
  }
}

}  // namespace
}  // namespace assay::host
