// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/describe.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace assay {
namespace {

TEST(DescribeRange, ReadsNumbersAsAPersonWould) {
  EXPECT_EQ(describe_range(Scalar::constant(~std::uint64_t{6})), "-7");
  EXPECT_EQ(describe_range(Scalar::signed_range(3, 1500)), "between 3 and 1,500");
  EXPECT_EQ(describe_range(Scalar::signed_range(-8, 8)), "between -8 and 8");
  EXPECT_EQ(describe_range(Scalar::top()), "unbounded");
}

TEST(DescribeRange, SaysNegativeNumbersWithASign) {
  EXPECT_EQ(describe_range(Scalar::signed_range(-534, -518)), "between -534 and -518");
  EXPECT_EQ(describe_range(Scalar::signed_range(INT64_MIN, -2)), "at most -2");
}

}  // namespace
}  // namespace assay
