// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/utf16.hpp"

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Utf16Column, CountsUnitsBeforeTheByte) {
  EXPECT_EQ(utf16_column("abc", 1), 1U);
  EXPECT_EQ(utf16_column("abc", 3), 3U);
  EXPECT_EQ(utf16_column("\xC3\xA9x", 3), 2U);          // é: two bytes, one unit
  EXPECT_EQ(utf16_column("\xE2\x82\xACx", 4), 2U);      // €: three bytes, one unit
  EXPECT_EQ(utf16_column("\xF0\x9F\x98\x80x", 5), 3U);  // an emoji: four bytes, two units
}

TEST(Utf16Column, PastTheLineBytesCountOnceEach) {
  EXPECT_EQ(utf16_column("a", 5), 5U);
  EXPECT_EQ(utf16_column("", 3), 3U);
}

}  // namespace
}  // namespace assay
