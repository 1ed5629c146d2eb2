// SPDX-License-Identifier: Apache-2.0
#include "loader/check/check_words.hpp"

#include <gtest/gtest.h>

#include "loader/checker/assay_checker.h"

namespace assay {
namespace {

TEST(CheckWords, ANumberThatIsNoCodeHasWordsToo) {
  EXPECT_EQ(check_words(0), "the package may be loaded");
  EXPECT_EQ(check_words(9999), "the checker gave a number that it does not have");
}

TEST(CheckWords, APlaceIsNamedByWhatItCounts) {
  EXPECT_EQ(check_place_words(ASSAY_PLACE_NONE, 3), "");
  EXPECT_EQ(check_place_words(ASSAY_PLACE_PACKAGE, 3), ", at byte 3");
  EXPECT_EQ(check_place_words(ASSAY_PLACE_CONTRACT, 3), ", at byte 3 of the contract");
  EXPECT_EQ(check_place_words(ASSAY_PLACE_SLOT, 3), ", at instruction 3");
}

}  // namespace
}  // namespace assay
