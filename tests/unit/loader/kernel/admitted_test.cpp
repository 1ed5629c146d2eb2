// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/admitted.hpp"

#include <gtest/gtest.h>

#include "loader/base/hex.hpp"

namespace assay::loader {
namespace {

TEST(Admitted, WhatIsNoPackageIsRefusedWithTheCheckersCodeAndPlace) {
  const Bytes bytes(100, 'x');
  const auto package = Admitted::check(bytes, "/dev/null");
  ASSERT_FALSE(package.ok());
  EXPECT_EQ(package.refusal().code, RefusalCode::CheckRefused);
  EXPECT_EQ(package.refusal().subject, "20: it does not begin as a sealed package does, at byte 1");
}

}  // namespace
}  // namespace assay::loader
