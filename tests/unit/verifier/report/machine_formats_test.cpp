// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "ir/base/errors.hpp"
#include "verifier/report/formats.hpp"

namespace assay {
namespace {

std::string rendered(std::string_view format, std::span<const ProgramReport> reports) {
  SourceLines sources;
  const auto explain = [](ErrorCode) { return std::string_view("# a page\n"); };
  return find_document_format(format)->render(
      reports, {"1.2.3", std::filesystem::current_path().string(), explain, sources});
}

nlohmann::json parsed(std::string_view format, std::span<const ProgramReport> reports) {
  return nlohmann::json::parse(rendered(format, reports));
}

std::vector<ProgramReport> one_refusal() {
  Program program;
  program.instructions = {Exit{}};
  program.locations = {{0, 3, 0, -1}};
  program.files = {"dir/a,b.c"};
  ProgramReport report;
  report.file = "a.o";
  report.section = "xdp";
  report.name = "parse";
  report.program = std::make_shared<const Program>(std::move(program));
  report.budget = 1000;
  report.outcome.verdict = Verdict::Reject;
  report.outcome.contract = "linux/xdp";
  report.outcome.findings = {
      {ErrorCode::ReturnOutOfRange, at_slot(0), "100%\nwrong", {{{}, "a note"}}, "return 1"}};
  return {report};
}

TEST(JsonReport, HoldsTheAgreedKeysInTheirOrder) {
  const auto document = nlohmann::ordered_json::parse(rendered("json", one_refusal()));
  EXPECT_EQ(document["assay"], "1.2.3");
  const auto& program = document["programs"][0];
  std::vector<std::string> keys;
  for (const auto& [key, value] : program.items()) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{
                      "file", "section", "name", "contract", "verdict", "class", "assumes",
                      "instructions", "worst_case_instructions", "budget", "tail_calls_multiply",
                      "seconds", "states", "findings"}));
  EXPECT_EQ(program["verdict"], "reject");
  EXPECT_EQ(program["class"], "unproved");
  const auto& finding = program["findings"][0];
  EXPECT_EQ(finding["code"], "A901");
  EXPECT_EQ(finding["file"], "dir/a,b.c");
  EXPECT_EQ(finding["line"], 3);
  EXPECT_TRUE(finding["column"].is_null());
  EXPECT_EQ(finding["instruction"], 0);
  EXPECT_EQ(finding["notes"][0]["message"], "a note");
  EXPECT_TRUE(finding["notes"][0]["instruction"].is_null());
  EXPECT_TRUE(finding["supplied"].is_null());
  EXPECT_EQ(finding["suggestion"], "return 1");
}

TEST(JsonReport, SaysWhatTheContractSupplies) {
  Contract contract;
  contract.name = "linux/xdp";
  contract.result = {true, 0, 4, true, "", ""};
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].contract = std::make_shared<const Contract>(contract);
  const auto document = parsed("json", reports);
  EXPECT_EQ(document["programs"][0]["findings"][0]["supplied"],
            "linux/xdp accepts return values from 0 to 4");
}

TEST(JsonReport, BytesThatAreNotUtf8DoNotSpoilTheDocument) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].name = "\xff\xfe";
  EXPECT_TRUE(nlohmann::json::accept(rendered("json", reports)));
}

TEST(JsonReport, TheGreatestWorstCaseStaysAnInteger) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].outcome.worst_case_instructions = ~0ull;
  const auto document = parsed("json", reports);
  EXPECT_EQ(document["programs"][0]["worst_case_instructions"].get<std::uint64_t>(), ~0ull);
}

TEST(SarifReport, NamesRuleAndPlace) {
  const auto document = parsed("sarif", one_refusal());
  EXPECT_EQ(document["version"], "2.1.0");
  const auto& run = document["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["rules"][0]["id"], "A901");
  const auto& place = run["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "dir/a,b.c");
  EXPECT_EQ(place["region"]["startLine"], 3);
  EXPECT_FALSE(place["region"].contains("startColumn"));
}

TEST(SarifReport, NotesAreRelatedLocations) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].outcome.findings[0].notes.push_back({at_slot(0), "placed"});
  const auto document = parsed("sarif", reports);
  const auto& related = document["runs"][0]["results"][0]["relatedLocations"];
  ASSERT_EQ(related.size(), 2U);
  EXPECT_EQ(related[0]["message"]["text"], "a note");
  EXPECT_FALSE(related[0].contains("physicalLocation"));
  EXPECT_EQ(related[1]["physicalLocation"]["region"]["startLine"], 3);
}

TEST(MachineReports, HoldTheEditsOfARepair) {
  std::vector<ProgramReport> reports = one_refusal();
  EXPECT_TRUE(parsed("json", reports)["programs"][0]["findings"][0]["fixes"].empty());
  reports[0].outcome.findings[0].fixes = {
      {"a.c", 3, 5, 3, 9, "good"}, {"a.c", 4, 1, 4, 1, "x"}, {"b.h", 1, 2, 2, 1, ""}};
  const auto json = parsed("json", reports);
  const auto& edit = json["programs"][0]["findings"][0]["fixes"][0];
  EXPECT_EQ(edit, nlohmann::json::parse(R"({"file": "a.c", "line": 3, "column": 5, "end_line": 3,
                                            "end_column": 9, "replacement": "good"})"));
  const auto sarif = parsed("sarif", reports);
  const auto& changes = sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"];
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0]["artifactLocation"]["uri"], "a.c");
  ASSERT_EQ(changes[0]["replacements"].size(), 2U);
  EXPECT_EQ(changes[0]["replacements"][0]["deletedRegion"]["endColumn"], 9);
  EXPECT_EQ(changes[0]["replacements"][0]["insertedContent"]["text"], "good");
}

TEST(SarifReport, AWayThroughPlacedNotesIsACodeFlowThatEndsAtTheFinding) {
  std::vector<ProgramReport> reports = one_refusal();
  EXPECT_FALSE(parsed("sarif", reports)["runs"][0]["results"][0].contains("codeFlows"));
  reports[0].outcome.findings[0].notes.push_back({at_slot(0), "from here"});
  const auto document = parsed("sarif", reports);
  const auto& steps =
      document["runs"][0]["results"][0]["codeFlows"][0]["threadFlows"][0]["locations"];
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0]["location"]["message"]["text"], "from here");
  EXPECT_EQ(steps[1]["location"]["message"]["text"], "100%\nwrong");
}

TEST(SarifReport, RulesExplainTheirCode) {
  const auto rule = parsed("sarif", one_refusal())["runs"][0]["tool"]["driver"]["rules"][0];
  EXPECT_EQ(rule["help"]["markdown"], "# a page\n");
}

TEST(SarifReport, ColumnsCountUtf16Units) {
  Program program;
  program.instructions = {Exit{}};
  program.files = {"a.c"};
  program.line_texts = {"/* \xF0\x9F\x98\x80 \xC3\xA9 */ x"};
  program.locations = {{0, 3, 14, 0}};
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].program = std::make_shared<const Program>(std::move(program));
  const auto region = parsed(
      "sarif", reports)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region["startColumn"], 11);  // four bytes are two units, two bytes are one
}

TEST(SarifReport, WhatCouldNotBeJudgedIsANotificationOfTheRun) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].outcome.verdict = Verdict::Error;
  reports[0].outcome.findings = {{ErrorCode::FileUnreadable, Whole{}, "unreadable", {}, ""}};
  const auto run = parsed("sarif", reports)["runs"][0];
  EXPECT_TRUE(run["results"].empty());
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
            "unreadable");
}

TEST(JunitReport, RefusalsAreFailuresAndErrorsAreErrors) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].outcome.findings[0].message = "a < b && \"c\"\x1b";
  reports.push_back(reports[0]);
  reports[1].outcome.verdict = Verdict::Error;
  reports.push_back(reports[0]);
  reports[2].file = "b.o";
  reports[2].outcome = {};
  reports[2].outcome.verdict = Verdict::Accept;
  const std::string text = rendered("junit", reports);
  const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(has(R"(<testsuites name="assay 1.2.3" tests="3" failures="1" errors="1")")) << text;
  EXPECT_TRUE(has(R"(<testsuite name="a.o" tests="2" failures="1" errors="1")")) << text;
  EXPECT_TRUE(has(R"(<failure type="A901" message="a &lt; b &amp;&amp; &quot;c&quot;?">)")) << text;
  EXPECT_TRUE(has(R"(<error type="A901")")) << text;
  EXPECT_TRUE(has(R"(<testcase classname="b.o" name="xdp/parse" time="0.000000"/>)")) << text;
}

TEST(CsvReport, QuotesWhatWouldEndAField) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].name = "a\"b,c";
  const std::string text = rendered("csv", reports);
  EXPECT_EQ(text.substr(text.find('\n') + 1),
            "a.o,xdp,\"a\"\"b,c\",linux/xdp,reject,unproved,A901,\"dir/a,b.c\",3,,0,0,0,"
            "0.000000\r\n");
}

TEST(GitlabReport, HasAnIssueForEachFinding) {
  const auto issues = parsed("gitlab", one_refusal());
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0]["check_name"], "A901");
  EXPECT_EQ(issues[0]["severity"], "critical");
  EXPECT_EQ(issues[0]["location"]["path"], "dir/a,b.c");
  EXPECT_EQ(issues[0]["location"]["lines"]["begin"], 3);
}

TEST(DocumentFormats, AnUnknownNameHasNone) {
  EXPECT_EQ(find_document_format("human"), nullptr);
  EXPECT_EQ(find_document_format("json")->name, "json");
}

TEST(GithubReport, EscapesWhatWouldEndTheCommand) {
  EXPECT_EQ(
      rendered("github", one_refusal()),
      "::error file=dir/a%2Cb.c,line=3,title=A901 xdp/parse::100%25\\x0awrong%0Ahelp: return 1\n");
}

}  // namespace
}  // namespace assay
