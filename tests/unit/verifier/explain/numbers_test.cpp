// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/numbers.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Grouped, SeparatesThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(18446744073709551615ull), "18,446,744,073,709,551,615");
}

TEST(Grouped, ASignedNumberKeepsItsSign) {
  EXPECT_EQ(grouped_signed(-1234), "-1,234");
  EXPECT_EQ(grouped_signed(7), "7");
  EXPECT_EQ(grouped_signed(INT64_MIN), "-9,223,372,036,854,775,808");
}

TEST(Counted, OneHasNoPlural) {
  EXPECT_EQ(counted(1, "byte"), "1 byte");
  EXPECT_EQ(counted(0, "byte"), "0 bytes");
  EXPECT_EQ(counted(65535, "byte"), "65,535 bytes");
}

}  // namespace
}  // namespace assay
