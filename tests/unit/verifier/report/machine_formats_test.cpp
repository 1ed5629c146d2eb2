// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "verifier/report/github.hpp"
#include "verifier/report/json.hpp"

namespace assay {
namespace {

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
      {ErrorCode::ReturnOutOfRange, 0u, "100%\nwrong", {{{}, "a note"}}, "return 1"}};
  return {report};
}

TEST(JsonReport, HoldsTheAgreedKeysInTheirOrder) {
  const auto document = nlohmann::ordered_json::parse(render_json(one_refusal(), "1.2.3"));
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
  contract.result = {true, 0, 4, true};
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].contract = &contract;
  const auto document = nlohmann::json::parse(render_json(reports, "1"));
  EXPECT_EQ(document["programs"][0]["findings"][0]["supplied"],
            "linux/xdp takes return values from 0 to 4");
}

TEST(JsonReport, BytesThatAreNotUtf8DoNotSpoilTheDocument) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].name = "\xff\xfe";
  EXPECT_TRUE(nlohmann::json::accept(render_json(reports, "1")));
}

TEST(JsonReport, TheGreatestWorstCaseStaysAnInteger) {
  std::vector<ProgramReport> reports = one_refusal();
  reports[0].outcome.worst_case_instructions = ~0ull;
  const auto document = nlohmann::json::parse(render_json(reports, "1"));
  EXPECT_EQ(document["programs"][0]["worst_case_instructions"].get<std::uint64_t>(), ~0ull);
}

TEST(SarifReport, NamesRuleAndPlace) {
  const auto document = nlohmann::json::parse(render_sarif(one_refusal(), "1"));
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
  reports[0].outcome.findings[0].notes.push_back({0u, "placed"});
  const auto document = nlohmann::json::parse(render_sarif(reports, "1"));
  const auto& related = document["runs"][0]["results"][0]["relatedLocations"];
  ASSERT_EQ(related.size(), 2U);
  EXPECT_EQ(related[0]["message"]["text"], "a note");
  EXPECT_FALSE(related[0].contains("physicalLocation"));
  EXPECT_EQ(related[1]["physicalLocation"]["region"]["startLine"], 3);
}

TEST(MachineReports, HoldTheEditsOfARepair) {
  std::vector<ProgramReport> reports = one_refusal();
  EXPECT_TRUE(
      nlohmann::json::parse(render_json(reports, "1"))["programs"][0]["findings"][0]["fixes"]
          .empty());
  reports[0].outcome.findings[0].fixes = {
      {"a.c", 3, 5, 3, 9, "good"}, {"a.c", 4, 1, 4, 1, "x"}, {"b.h", 1, 2, 2, 1, ""}};
  const auto json = nlohmann::json::parse(render_json(reports, "1"));
  const auto& edit = json["programs"][0]["findings"][0]["fixes"][0];
  EXPECT_EQ(edit, nlohmann::json::parse(R"({"file": "a.c", "line": 3, "column": 5, "end_line": 3,
                                            "end_column": 9, "replacement": "good"})"));
  const auto sarif = nlohmann::json::parse(render_sarif(reports, "1"));
  const auto& changes = sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"];
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0]["artifactLocation"]["uri"], "a.c");
  ASSERT_EQ(changes[0]["replacements"].size(), 2U);
  EXPECT_EQ(changes[0]["replacements"][0]["deletedRegion"]["endColumn"], 9);
  EXPECT_EQ(changes[0]["replacements"][0]["insertedContent"]["text"], "good");
}

TEST(GithubReport, EscapesWhatWouldEndTheCommand) {
  EXPECT_EQ(
      render_github(one_refusal()[0]),
      "::error file=dir/a%2Cb.c,line=3,title=A901 xdp/parse::100%25%0Awrong%0Ahelp: return 1\n");
}

}  // namespace
}  // namespace assay
