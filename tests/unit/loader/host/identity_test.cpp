// SPDX-License-Identifier: Apache-2.0
#include "loader/host/identity.hpp"

#include "loader/host/check.hpp"
#include "unit/loader/host/sealed_sensor.hpp"

namespace assay::loader::test {
namespace {

TEST(SaidIdentity, IsWhatTheCheckerReads) {
  const Bytes package = sealed(kCounting, 3);
  const auto said = said_identity(package);
  ASSERT_TRUE(said.has_value());
  const auto checked = checker_check(host_limits())(package, {hook("windows/xdp")});
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(said->name, checked.value().name);
  EXPECT_EQ(said->version, checked.value().version);
}

TEST(SaidIdentity, BytesThatEndBeforeItSayNothing) {
  const Bytes package = sealed(kCounting, 3);
  const std::size_t end = 60 + 1 + std::string("sensor").size() + 8;
  for (std::size_t size = 0; size < end; ++size) {
    EXPECT_FALSE(said_identity(std::span(package).first(size))) << size;
  }
  EXPECT_TRUE(said_identity(std::span(package).first(end)));
}

}  // namespace
}  // namespace assay::loader::test
