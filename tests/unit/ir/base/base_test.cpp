// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/base/result.hpp"

namespace assay {
namespace {

TEST(Check, AFailedCheckThrowsInternalFaultWithItsReason) {
  try {
    ASSAY_CHECK(1 + 1 == 3, "arithmetic");
    FAIL() << "the check passed";
  } catch (const InternalFault& fault) {
    EXPECT_NE(std::string(fault.what()).find("arithmetic"), std::string::npos);
  }
  EXPECT_NO_THROW(ASSAY_CHECK(true, "unused"));
}

TEST(Result, HoldsEitherAValueOrAnErrorAndRefusesTheOtherAccessor) {
  const Result<int> good = 5;
  EXPECT_TRUE(good.ok());
  EXPECT_EQ(good.value(), 5);
  EXPECT_THROW((void)good.error(), InternalFault);
  const Result<int> bad = Error{ErrorCode::FileUnreadable, "gone"};
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().message, "gone");
  EXPECT_THROW((void)bad.value(), InternalFault);
}

}  // namespace
}  // namespace assay
