// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/human.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Contract xdp_like() {
  Contract contract;
  contract.name = "linux/xdp";
  contract.result = {true, 0, 4, true, "", ""};
  Region packet;
  packet.name = "packet";
  packet.max_size = 65535;
  contract.regions = {packet};
  return contract;
}

/// A program of two instructions; the first stands at sensor.c:21:14, the second has no source.
ProgramReport refused(std::string line_text) {
  Program program;
  program.instructions = {Load{Width::W8, false, Reg{0}, Reg{1}, 21}, Exit{}};
  program.locations = {{0, 21, 14, line_text.empty() ? -1 : 0}, {}};
  program.files = {"sensor.c"};
  program.line_texts = {std::move(line_text)};
  ProgramReport report;
  report.file = "sensor.o";
  report.section = "xdp";
  report.name = "parse";
  report.program = std::make_shared<const Program>(std::move(program));
  report.outcome.verdict = Verdict::Reject;
  report.outcome.contract = "linux/xdp";
  report.outcome.findings = {
      {ErrorCode::OutOfBounds, at_slot(0), "field 21 may lie outside the record", {}, {}}};
  return report;
}

std::string rendered(const ProgramReport& report) {
  SourceLines sources;
  return render_human(report, Colour::Off, sources);
}

TEST(HumanReport, CaretStandsUnderTheColumnOfTheSourceLine) {
  const std::string text = rendered(refused("\treturn record->field[21];"));
  EXPECT_THAT(text,
              HasSubstr("sensor.c:21:14: error: field 21 may lie outside the record [A501]\n"));
  EXPECT_THAT(text, HasSubstr("   21 |  return record->field[21];\n      |              ^\n"));
  EXPECT_THAT(text, HasSubstr("run 'assay explain A501' for more"));
}

TEST(HumanReport, WithoutASourceLineTheInstructionIsShown) {
  ProgramReport report = refused("");
  report.outcome.findings[0].where = at_slot(1);
  const std::string text = rendered(report);
  EXPECT_THAT(text, HasSubstr("sensor.o: xdp/parse: instruction 1: error:"));
  EXPECT_THAT(text, HasSubstr("    1 | exit\n      | ^\n"));
}

TEST(HumanReport, ACaretMayStandBehindTheLastCharacterButNoFurther) {
  std::string text = rendered(refused("  return 1234"));
  EXPECT_THAT(text, HasSubstr("   21 |   return 1234\n      |              ^\n"));
  text = rendered(refused("  return 123"));
  EXPECT_THAT(text, HasSubstr("   21 |   return 123\n  "));
  EXPECT_THAT(text, Not(HasSubstr("^")));
}

TEST(HumanReport, EditsStandBelowTheirLineOrSayWhereTheyBelong) {
  ProgramReport report = refused("  call(first, secnd);");
  std::vector<Edit>& fixes = report.outcome.findings[0].fixes;
  fixes = {{"sensor.c", 21, 3, 21, 7, "send"}, {"sensor.c", 21, 15, 21, 20, "second"}};
  EXPECT_THAT(rendered(report),
              HasSubstr("      |              ^\n      |   send        second\n"));
  fixes = {{"sensor.c", 9, 1, 9, 1, "const "},
           {"hook.h", 21, 2, 21, 4, "x"},
           {"sensor.c", 21, 3, 21, 7, ""}};
  const std::string text = rendered(report);
  EXPECT_THAT(text, HasSubstr("  fix: insert 'const ' at sensor.c:9:1\n"));
  EXPECT_THAT(text, HasSubstr("  fix: write 'x' at hook.h:21:2\n"));
  EXPECT_THAT(text, HasSubstr("  fix: remove the text at sensor.c:21:3\n"));
}

TEST(HumanReport, NotesHelpAndTheContractsFactAreShown) {
  const Contract contract = xdp_like();
  ProgramReport report = refused("x = 1;");
  report.contract = std::make_shared<const Contract>(contract);
  report.outcome.findings[0].notes = {
      {at_slot(0), "the index is at most 21"}, {at_slot(1), "no source"}, {{}, "bare"}};
  report.outcome.findings[0].suggestion = "test the index against 20";
  report.outcome.findings[0].region = 0;
  const std::string text = rendered(report);
  EXPECT_THAT(text, HasSubstr("note: the index is at most 21 at sensor.c:21\n"));
  EXPECT_THAT(text, HasSubstr("note: no source at instruction 1\n"));
  EXPECT_THAT(text, HasSubstr("note: bare\n"));
  EXPECT_THAT(text, HasSubstr("contract: linux/xdp supplies packet of up to 65,535 bytes, and its "
                              "pointers may be null, and its start may lie beyond its end;"));
  EXPECT_THAT(text, HasSubstr("help: test the index against 20\n"));
}

TEST(HumanReport, WhatIsAboutNoRegionOfTheContractHasNoFactOfOne) {
  const Contract contract = xdp_like();
  ProgramReport report = refused("x = 1;");
  report.contract = std::make_shared<const Contract>(contract);
  EXPECT_THAT(rendered(report), Not(HasSubstr("contract:")));
}

TEST(HumanReport, ANoteShowsItsSourceLineUnlessThatStandsAbove) {
  ProgramReport report = refused("x = 1;");
  report.outcome.findings[0].notes = {{at_slot(0), "of the same line"},
                                      {at_slot(1), "from elsewhere"}};
  const std::string text = rendered(report);
  EXPECT_THAT(text, HasSubstr("note: of the same line at sensor.c:21\n  note: from elsewhere"));
  EXPECT_THAT(text, HasSubstr("at instruction 1\n    1 | exit\n"));
}

TEST(HumanReport, ANoteThatReadsLikeTheOneBeforeIsNotRepeated) {
  ProgramReport report = refused("x = 1;");
  report.outcome.findings[0].notes = {{at_slot(0), "the index is 21"},
                                      {at_slot(0), "the index is 21"}};
  const std::string text = rendered(report);
  EXPECT_EQ(text.find("the index is 21"), text.rfind("the index is 21")) << text;
}

TEST(HumanReport, EscapeSequencesOfAnObjectDoNotReachTheTerminal) {
  ProgramReport report = refused("\033[2J");
  report.name = "a\033]0;b\007";
  const std::string text = rendered(report);
  EXPECT_EQ(text.find('\033'), std::string::npos);
  EXPECT_EQ(text.find('\007'), std::string::npos);
}

TEST(HumanReport, ColourOnlyWhenAsked) {
  SourceLines sources;
  EXPECT_THAT(rendered(refused("x")), Not(HasSubstr("\033[")));
  EXPECT_THAT(render_human(refused("x"), Colour::On, sources),
              HasSubstr("\033[1;31merror:\033[0m"));
}

TEST(HumanReport, AnAcceptedProgramShowsItsWorstCaseAndBudget) {
  ProgramReport report;
  report.section = "process";
  report.name = "on_process";
  report.budget = 1000000;
  report.outcome.verdict = Verdict::Accept;
  report.outcome.contract = "windows/process";
  report.outcome.worst_case_instructions = 1234;
  EXPECT_TRUE(rendered(report).starts_with(
      "accept  windows/process  process/on_process  worst case 1,234 of 1,000,000 instructions ("));
  report.outcome.tail_calls_multiply = true;
  EXPECT_THAT(rendered(report), HasSubstr("instructions between two tail calls ("));
}

TEST(HumanReport, AFileThatCannotBeReadIsNamedOnceAndHasNoVerdict) {
  ProgramReport report;
  report.file = "cut.o";
  report.outcome = outcome_of_error({ErrorCode::ElfMalformed, "cut.o: no section headers"});
  EXPECT_EQ(rendered(report),
            "cut.o: error: no section headers [A102]\n  run 'assay explain A102' for more\n");
}

TEST(SourceLines, ReadsARegularFileAndTheObjectsOwnTextComesFirst) {
  const auto path = std::filesystem::path(ASSAY_BINARY_DIR) / "source_lines_test.c";
  std::ofstream(path) << "first\r\nsecond\n";
  SourceLines sources;
  EXPECT_EQ(sources.line({path.string(), 1}), "first");
  EXPECT_EQ(sources.line({path.string(), 2}), "second");
  EXPECT_EQ(sources.line({path.string(), 3}), "");
  EXPECT_EQ(sources.line({path.string(), 1, 0, 0, "compiled"}), "compiled");
}

TEST(SourceLines, ADeviceIsNotOpened) {
  SourceLines sources;
  EXPECT_EQ(sources.line({"/dev/zero", 1}), "");
}

TEST(Summary, OneFileHasNoTable) {
  const std::vector<ProgramReport> reports = {refused("x")};
  EXPECT_EQ(render_summary(reports), "1 program: 0 accepted, 1 rejected, 0 errors\n");
}

TEST(Summary, SeveralFilesHaveARowEach) {
  std::vector<ProgramReport> reports = {refused("x"), refused("x"), refused("x")};
  reports[2].file = "other.o";
  const std::string text = render_summary(reports);
  EXPECT_THAT(text, HasSubstr("sensor.o         2         0         2       0"));
  EXPECT_THAT(text, HasSubstr("other.o          1         0         1       0"));
  EXPECT_THAT(text, HasSubstr("3 programs: 0 accepted, 3 rejected, 0 errors\n"));
}

}  // namespace
}  // namespace assay
