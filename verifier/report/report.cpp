// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/report.hpp"

#include <algorithm>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/program/source_span.hpp"

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

std::optional<SourceSpan> source_span(const ProgramReport& report, const Where& where) {
  if (const SourceSpan* span = span_in(where)) return *span;
  const auto slot = slot_in(where);
  return slot && report.program ? source_span(*report.program, *slot) : std::nullopt;
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
