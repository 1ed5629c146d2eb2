// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "ir/base/check.hpp"
#include "ir/base/error_code.hpp"
#include "ir/base/result.hpp"

namespace assay {
namespace {

constexpr std::size_t kCodes = 0
#define ASSAY_ERROR(name, code, kind, title) +1
#include "ir/base/errors.def"
#undef ASSAY_ERROR
    ;

TEST(ErrorCatalogue, EveryCodeIsUniqueWellFormedAndTitled) {
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < kCodes; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const auto id = error_id(code);
    ASSERT_EQ(id.size(), 4U) << id;
    EXPECT_EQ(id.front(), 'A');
    EXPECT_EQ(id.find_first_not_of("0123456789", 1), std::string_view::npos) << id;
    EXPECT_TRUE(ids.insert(id).second) << id << " is used twice";
    EXPECT_FALSE(error_title(code).empty()) << id;
    EXPECT_NE(error_title(code).back(), '.') << id;
  }
}

TEST(ErrorCatalogue, TheHundredsDigitGoesWithTheClass) {
  for (std::size_t i = 0; i < kCodes; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const char group = error_id(code)[1];
    const ErrorClass kind = error_class(code);
    EXPECT_EQ(group == '1', kind == ErrorClass::Input) << error_id(code);
    EXPECT_EQ(group == '2', kind == ErrorClass::Unsupported) << error_id(code);
    EXPECT_TRUE(kind != ErrorClass::Internal || group == '0') << error_id(code);
  }
}

TEST(ErrorCatalogue, ACodeOutOfRangeIsAnInternalFault) {
  EXPECT_THROW((void)error_id(static_cast<ErrorCode>(kCodes)), InternalFault);
}

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
