// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/fingerprint.hpp"

#include <gtest/gtest.h>

#include <set>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

struct Place {
  std::uint32_t line = 0;
  std::string text;
  std::string file = "dir/a.c";
};

/// A report with a finding at each place.
ProgramReport report_at(const std::vector<Place>& places) {
  Program program;
  ProgramReport report;
  report.section = "xdp";
  report.name = "parse";
  report.outcome.verdict = Verdict::Reject;
  for (const Place& place : places) {
    const auto slot = static_cast<std::uint32_t>(program.instructions.size());
    const auto index = static_cast<std::int32_t>(slot);
    program.instructions.push_back(Exit{});
    program.files.push_back(place.file);
    program.line_texts.push_back(place.text);
    program.locations.push_back({index, place.line, 1, index});
    report.outcome.findings.push_back({ErrorCode::OutOfBounds, at_slot(slot), "m", {}, ""});
  }
  report.program = std::make_shared<const Program>(std::move(program));
  return report;
}

std::string one(const Place& place) {
  SourceLines sources;
  return fingerprints(report_at({place}), sources).at(0);
}

TEST(Fingerprint, SurvivesLinesAboveIndentAndFolder) {
  const std::string first = one({3, "  x = p[1];"});
  EXPECT_EQ(first, one({13, "  x = p[1];"}));
  EXPECT_EQ(first, one({3, "\t x=p[1];"}));
  EXPECT_EQ(first, one({3, "  x = p[1];", "/other/checkout/a.c"}));
}

TEST(Fingerprint, ChangesWithLineFileAndProgram) {
  const std::string first = one({3, "x = p[1];"});
  EXPECT_NE(first, one({3, "x = p[2];"}));
  EXPECT_NE(first, one({3, "x = p[1];", "dir/b.c"}));
  ProgramReport other = report_at({{3, "x = p[1];"}});
  other.name = "another";
  SourceLines sources;
  EXPECT_NE(first, fingerprints(other, sources).at(0));
}

TEST(Fingerprint, EqualFindingsAreNumbered) {
  SourceLines sources;
  const auto all = fingerprints(report_at({{3, "x"}, {5, "x"}, {7, "y"}}), sources);
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), 3U);
  EXPECT_EQ(all.at(0), one({9, "x"}));
}

}  // namespace
}  // namespace assay
