// SPDX-License-Identifier: Apache-2.0
#include "ir/base/error_code.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::size_t kCodes = 0
#define ASSAY_ERROR(name, code, kind, title, repair) +1
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

TEST(ErrorCatalogue, EveryUnprovedObligationHasARepair) {
  for (std::size_t i = 0; i < kCodes; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    if (error_class(code) == ErrorClass::Unproved) {
      EXPECT_FALSE(error_repair(code).empty()) << error_id(code);
    }
  }
}

TEST(ErrorCatalogue, ARepairIsOneClauseThatFollowsHelp) {
  for (std::size_t i = 0; i < kCodes; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    const std::string_view repair = error_repair(code);
    if (repair.empty()) continue;
    EXPECT_NE(repair.back(), '.') << error_id(code);
    EXPECT_FALSE(repair.front() >= 'A' && repair.front() <= 'Z') << error_id(code);
  }
}

TEST(ErrorCatalogue, AnUnconfirmedProofIsReportedAndWorkedAround) {
  const std::string_view repair = error_repair(ErrorCode::ProofNotClosed);
  EXPECT_NE(repair.find("report this program"), std::string_view::npos) << repair;
  EXPECT_NE(repair.find("simpler loop"), std::string_view::npos) << repair;
}

}  // namespace
}  // namespace assay
