// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/usual_repair.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace assay {
namespace {

const std::vector<ErrorCode>& all_codes() {
  static const std::vector<ErrorCode> codes = {
#define ASSAY_ERROR(name, code, kind, title) ErrorCode::name,
#include "ir/base/errors.def"
#undef ASSAY_ERROR
  };
  return codes;
}

TEST(UsualRepair, EveryUnprovedObligationHasOne) {
  for (const ErrorCode code : all_codes()) {
    if (error_class(code) == ErrorClass::Unproved) {
      EXPECT_FALSE(usual_repair(code).empty()) << error_id(code);
    }
  }
}

TEST(UsualRepair, IsOneClauseThatFollowsHelp) {
  for (const ErrorCode code : all_codes()) {
    const std::string_view repair = usual_repair(code);
    if (repair.empty()) continue;
    EXPECT_NE(repair.back(), '.') << error_id(code);
    EXPECT_FALSE(repair.front() >= 'A' && repair.front() <= 'Z') << error_id(code);
  }
}

TEST(UsualRepair, AnUnconfirmedProofIsReportedAndWorkedAround) {
  const std::string_view repair = usual_repair(ErrorCode::ProofNotClosed);
  EXPECT_NE(repair.find("report this program"), std::string_view::npos) << repair;
  EXPECT_NE(repair.find("simpler loop"), std::string_view::npos) << repair;
}

}  // namespace
}  // namespace assay
