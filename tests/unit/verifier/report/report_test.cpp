// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/report.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "ir/base/errors.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

ProgramReport with(ErrorCode code) {
  ProgramReport report;
  report.outcome = outcome_of_error({code, "why"});
  return report;
}

ProgramReport accepted_report() {
  ProgramReport report;
  report.outcome.verdict = Verdict::Accept;
  return report;
}

TEST(ExitStatus, TheGraverOutcomeWins) {
  std::vector<ProgramReport> reports = {accepted_report()};
  EXPECT_EQ(exit_status(reports), 0);
  reports.push_back(with(ErrorCode::ContractUnknown));
  EXPECT_EQ(exit_status(reports), 1);
  reports.insert(reports.begin(), with(ErrorCode::ElfMalformed));
  EXPECT_EQ(exit_status(reports), 2);
  reports.insert(reports.begin() + 1, with(ErrorCode::InternalError));
  EXPECT_EQ(exit_status(reports), 3);
}

TEST(SourceSpanOfAReport, IsThatOfTheInstructionOrTheOneThatIsMeant) {
  ProgramReport report;
  EXPECT_FALSE(source_span(report, at_slot(0))) << "no program";
  Program program;
  program.locations = {{0, 7, 2, -1}};
  program.files = {"a.c"};
  report.program = std::make_shared<const Program>(std::move(program));
  EXPECT_FALSE(source_span(report, Whole{}));
  const auto of_slot = source_span(report, at_slot(0));
  ASSERT_TRUE(of_slot);
  EXPECT_EQ(of_slot->file, "a.c");
  EXPECT_EQ(of_slot->line, 7u);
  const auto given = source_span(report, SourceSpan{"b.h", 3, 1});
  ASSERT_TRUE(given);
  EXPECT_EQ(given->file, "b.h");
}

TEST(Printable, ReplacesControlCharactersAndKeepsColumns) {
  EXPECT_EQ(printable("a\tb\033c\x7f\n"), "a b\\x1bc\\x7f\\x0a");
  EXPECT_EQ(printable("\xc3\xa9"), "\xc3\xa9");
  EXPECT_EQ(printable("\xc2\x9b"
                      "31m"),
            "\\xc2\\x9b31m");  // a control character of Unicode
  EXPECT_EQ(printable("\xe2\x80\xae"
                      "cod"),
            "\\xe2\\x80\\xaecod");  // text turned round
  EXPECT_EQ(printable("a\x9b\xc0\x80\xff"), "a\\x9b\\xc0\\x80\\xff");
  EXPECT_EQ(printable("\xf0\x9f\x90\x9d"), "\xf0\x9f\x90\x9d");
  EXPECT_EQ(printable_line("a\tb\033\xe2\x80\xae!"),
            "a b???"
            "?!");
}

}  // namespace
}  // namespace assay
