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
    host_->store = store_;
    host_->clock = clock;
    own_ = OwnVouching::make(host_->files()).value();
    own_->set_ring("wide");
    host_->install(own_->root());
  }
  Done submit(const std::string& name, std::uint64_t version) {
    const std::string package = name + " " + std::to_string(version) + " c1 1";
    const loader::CheckedPackage checked{
        name, version, {{"main", loader::kHook, 100, std::make_shared<Program>(program_)}}};
    return own_->submit(host_->admission(), loader::enveloped(package), checked, host_->hooks(),
                        "test");
  }

  std::optional<FakeHost> host_;
  std::optional<OwnVouching> own_;
  loader::StoreLimits store_;
  Program program_;
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

TEST_F(Own, WhatHasNoPlaceLeavesNoTrace) {
  store_.packages = 2;
  begin_at(kToday);
  ASSERT_TRUE(submit("one", 1).ok());
  ASSERT_TRUE(submit("two", 1).ok());
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(submit("other" + std::to_string(i), 1).refusal().code, RefusalCode::StoreFull);
  }
  EXPECT_TRUE(submit("one", 1).ok());
  Map table;
  table.key_size = 4;
  table.value_size = 4;
  table.max_entries = 1U << 30;
  program_.maps.push_back(table);
  EXPECT_EQ(submit("large", 1).refusal().code, RefusalCode::MapsTooLarge);
  EXPECT_EQ(loader::load_state(host_->files()).value().state.counters.size(), 2U);
}

}  // namespace
}  // namespace assay::host
