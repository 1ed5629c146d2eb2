// SPDX-License-Identifier: Apache-2.0
#include "session/source_trace.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

/// A finding at sensor.c:7:2, where two macros stand, and one of the whole program.
ProgramReport refused() {
  Program program;
  program.instructions = {Exit{}};
  program.locations = {{0, 7, 2, -1}};
  program.functions = {{"f", 0, 1}};
  program.files = {"sensor.c"};
  ProgramReport report;
  report.program = std::make_shared<const Program>(std::move(program));
  report.outcome.findings = {{ErrorCode::ReturnOutOfRange, at_slot(0), "wrong", {}, ""},
                             {ErrorCode::BudgetExceeded, Whole{}, "too long", {}, ""}};
  report.outcome.findings[0].notes = {{Whole{}, "known before"}};
  return report;
}

Candidate compiled_from(std::vector<MacroExpansion> expansions) {
  Candidate candidate;
  candidate.origin =
      std::make_shared<const ObjectOrigin>(ObjectOrigin{{}, std::move(expansions), {}});
  return candidate;
}

TEST(SourceTrace, NamesTheMacrosOfTheLineBeforeAllOtherNotes) {
  ProgramReport report = refused();
  const auto program = report.program;
  add_source_trace(
      report,
      compiled_from({{"./sensor.c",
                      7,
                      2,
                      {{SourceSpan{"./m.h", 4, 6, 9, "#define M"}, "expanded from macro 'M'"}}},
                     {"./sensor.c", 8, 2, {{SourceSpan{"m.h", 5, 1}, "another line's"}}}}));
  const std::vector<Note>& notes = report.outcome.findings[0].notes;
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0].text, "expanded from macro 'M'");
  ASSERT_NE(span_in(notes[0].where), nullptr);
  EXPECT_EQ(span_in(notes[0].where)->file, "m.h") << "as people wrote it";
  EXPECT_EQ(span_in(notes[0].where)->line, 4U);
  EXPECT_EQ(notes[1].text, "known before");
  EXPECT_TRUE(report.outcome.findings[1].notes.empty());
  EXPECT_EQ(report.program, program) << "the program is what was judged";
}

TEST(SourceTrace, SaysOfAMacroWithoutAPlaceThatItIsThere) {
  ProgramReport report = refused();
  add_source_trace(report, compiled_from({{"sensor.c", 7, 2, {{Whole{}, "from a macro"}}}}));
  ASSERT_EQ(report.outcome.findings[0].notes.size(), 2U);
  EXPECT_EQ(report.outcome.findings[0].notes[0].text, "from a macro");
  EXPECT_TRUE(std::holds_alternative<Whole>(report.outcome.findings[0].notes[0].where));
}

}  // namespace
}  // namespace assay
