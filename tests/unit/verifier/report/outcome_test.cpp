// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/outcome.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

Outcome accepted() {
  Outcome outcome;
  outcome.verdict = Verdict::Accept;
  return outcome;
}

TEST(OutcomeClass, FollowsTheCatalogue) {
  EXPECT_EQ(outcome_class(accepted()), OutcomeClass::None);
  EXPECT_EQ(outcome_class(outcome_of_error({ErrorCode::OutOfBounds, "why"})),
            OutcomeClass::Unproved);
  EXPECT_EQ(outcome_class(outcome_of_error({ErrorCode::ContractUnknown, "why"})),
            OutcomeClass::Unsupported);
  EXPECT_EQ(outcome_class(outcome_of_error({ErrorCode::ElfMalformed, "why"})), OutcomeClass::Input);
  EXPECT_EQ(outcome_class(outcome_of_error({ErrorCode::InternalError, "why"})),
            OutcomeClass::Internal);
}

TEST(OutcomeClass, AnErrorWithoutAKnownCauseIsInternal) {
  Outcome outcome;
  outcome.verdict = Verdict::Error;
  EXPECT_EQ(outcome_class(outcome), OutcomeClass::Internal);
}

TEST(Completed, ARefusalWithoutAFindingReceivesOne) {
  Outcome outcome;
  outcome.verdict = Verdict::Reject;
  outcome = completed(std::move(outcome));
  ASSERT_EQ(outcome.findings.size(), 1u);
  EXPECT_EQ(outcome.findings[0].code, ErrorCode::ProofNotClosed);
  EXPECT_FALSE(outcome.findings[0].suggestion.empty());
}

TEST(Completed, AFindingWithoutARepairReceivesTheUsualOne) {
  Outcome outcome = outcome_of_error({ErrorCode::PointerLeakReturn, "why"});
  outcome.findings.push_back({ErrorCode::PointerLeakReturn, at_slot(0), "another", {}, "return 0"});
  outcome = completed(std::move(outcome));
  EXPECT_EQ(outcome.findings[0].suggestion, "return a number");
  EXPECT_EQ(outcome.findings[1].suggestion, "return 0");
}

TEST(Completed, AnAcceptanceWithFindingsIsAFault) {
  Outcome outcome = outcome_of_error({ErrorCode::OutOfBounds, "why"});
  outcome.verdict = Verdict::Accept;
  EXPECT_THROW((void)completed(std::move(outcome)), InternalFault);
}

}  // namespace
}  // namespace assay
