// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/report.hpp"

#include <algorithm>
#include <utility>

#include "ir/base/check.hpp"

namespace assay {

std::string program_title(const ProgramReport& report) {
  if (report.name.empty() && report.section.empty()) return report.file;
  if (report.section.empty()) return report.name;
  return report.section + "/" + report.name;
}

std::string sentence(const Finding& finding) {
  return finding.message.empty() ? std::string(error_title(finding.code)) : finding.message;
}

std::vector<std::span<const ProgramReport>> by_file(std::span<const ProgramReport> reports) {
  std::vector<std::span<const ProgramReport>> files;
  for (std::size_t begin = 0; begin < reports.size();) {
    std::size_t end = begin;
    while (end < reports.size() && reports[end].file == reports[begin].file) ++end;
    files.push_back(reports.subspan(begin, end - begin));
    begin = end;
  }
  return files;
}

std::optional<SourcePosition> source_position(const ProgramReport& report,
                                              std::optional<std::uint32_t> slot) {
  if (!slot || !report.program) return std::nullopt;
  const Program& program = *report.program;
  if (*slot >= program.locations.size()) return std::nullopt;
  const SourceLocation& location = program.locations[*slot];
  const auto within = [](std::int32_t index, std::size_t size) {
    return index >= 0 && static_cast<std::size_t>(index) < size;
  };
  if (location.line == 0 || !within(location.file, program.files.size())) return std::nullopt;
  SourcePosition position;
  position.file = program.files[static_cast<std::size_t>(location.file)];
  position.line = location.line;
  position.column = location.column;
  if (within(location.text, program.line_texts.size())) {
    position.text = program.line_texts[static_cast<std::size_t>(location.text)];
  }
  return position;
}

Totals totals(std::span<const ProgramReport> reports) {
  Totals sum;
  for (const ProgramReport& report : reports) {
    ++sum.programs;
    sum.seconds += report.outcome.seconds;
    switch (report.outcome.verdict) {
      case Verdict::Accept:
        ++sum.accepted;
        break;
      case Verdict::Reject:
        ++sum.rejected;
        break;
      case Verdict::Error:
        ++sum.errors;
        break;
    }
  }
  return sum;
}

int exit_status(std::span<const ProgramReport> reports) {
  int status = 0;
  for (const ProgramReport& report : reports) {
    switch (outcome_class(report.outcome)) {
      case OutcomeClass::None:
        break;
      case OutcomeClass::Unproved:
      case OutcomeClass::Unsupported:
        status = std::max(status, 1);
        break;
      case OutcomeClass::Input:
        status = std::max(status, 2);
        break;
      case OutcomeClass::Internal:
        status = std::max(status, 3);
        break;
    }
  }
  return status;
}

}  // namespace assay
