// SPDX-License-Identifier: Apache-2.0
#include "session/source_messages.hpp"

#include <gtest/gtest.h>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

Diagnostic said(ErrorCode code, Where where) {
  Diagnostic message;
  message.code = code;
  message.where = std::move(where);
  message.message = "it is wrong";
  return message;
}

TEST(ReportOfASource, HasAFindingForEachErrorAtItsPlaceInTheSource) {
  Diagnostic warning = said(ErrorCode::InlineAssembly, Whole{});
  warning.severity = Severity::Warning;
  Diagnostic error = said(ErrorCode::WritableGlobal, SourceSpan{"a.c", 3, 5, 9, "int count;"});
  error.notes = {{SourceSpan{"b.h", 2, 1}, "declared here"}};
  const ProgramReport report = report_of_source("a.c", {warning, error});
  EXPECT_EQ(report.program, nullptr) << "there is no program of a source that is refused";
  EXPECT_EQ(report.outcome.verdict, Verdict::Reject);
  ASSERT_EQ(report.outcome.findings.size(), 1U);
  const Finding& finding = report.outcome.findings[0];
  EXPECT_EQ(finding.code, ErrorCode::WritableGlobal);
  EXPECT_FALSE(slot_in(finding.where)) << "no instruction is meant";
  ASSERT_NE(span_in(finding.where), nullptr);
  EXPECT_EQ(span_in(finding.where)->line, 3U);
  EXPECT_EQ(span_in(finding.where)->text, "int count;");
  ASSERT_EQ(finding.notes.size(), 1U);
  EXPECT_EQ(span_in(finding.notes[0].where)->file, "b.h");
  EXPECT_EQ(finding.suggestion, error_repair(ErrorCode::WritableGlobal));
}

TEST(ReportOfASource, IsAnErrorWhereTheSourceDoesNotCompile) {
  Diagnostic error = said(ErrorCode::SourceMalformed, Whole{});
  error.code.reset();
  const ProgramReport report = report_of_source("a.c", {error});
  EXPECT_EQ(report.outcome.verdict, Verdict::Error);
  ASSERT_EQ(report.outcome.findings.size(), 1U);
  EXPECT_EQ(report.outcome.findings[0].code, ErrorCode::SourceMalformed);
  EXPECT_TRUE(std::holds_alternative<Whole>(report.outcome.findings[0].where));
}

TEST(WarningsOfASource, AreTheWarningsAloneWithFilesAsPeopleWroteThem) {
  const Diagnostic error = said(ErrorCode::SourceMalformed, Whole{});
  Diagnostic warning = error;
  warning.severity = Severity::Warning;
  warning.code.reset();
  warning.warning_flag = "-Wunused";
  warning.where = SourceSpan{"./a.c", 3, 5};
  warning.notes = {{SourceSpan{"./b.h", 2, 1}, "declared here"}};
  const std::vector<SourceWarning> warnings = warnings_of("a.c", {error, warning});
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].input, "a.c");
  EXPECT_EQ(rule_of(warnings[0].said), "-Wunused");
  EXPECT_EQ(span_in(warnings[0].said.where)->file, "a.c");
  EXPECT_EQ(span_in(warnings[0].said.notes[0].where)->file, "b.h");
}

TEST(FirstError, NamesItsPlaceWhereThereIsOne) {
  EXPECT_EQ(first_error({said(ErrorCode::SourceMalformed, SourceSpan{"a.c", 3, 5})}).message,
            "a.c:3:5: it is wrong");
  EXPECT_EQ(first_error({said(ErrorCode::SourceMalformed, Whole{})}).message, "it is wrong");
  EXPECT_EQ(first_error({}).code, ErrorCode::InternalError);
}

}  // namespace
}  // namespace assay
