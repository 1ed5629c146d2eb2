// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/report.hpp"

#include <algorithm>
#include <utility>

#include "ir/base/check.hpp"
#include "verifier/obligation/usual_repair.hpp"

namespace assay {

OutcomeClass outcome_class(const Outcome& outcome) {
  const auto has = [&](ErrorClass wanted) {
    return std::any_of(outcome.findings.begin(), outcome.findings.end(),
                       [&](const Finding& f) { return error_class(f.code) == wanted; });
  };
  switch (outcome.verdict) {
    case Verdict::Accept:
      return OutcomeClass::None;
    case Verdict::Reject:
      return has(ErrorClass::Unsupported) ? OutcomeClass::Unsupported : OutcomeClass::Unproved;
    case Verdict::Error:
      return has(ErrorClass::Input) && !has(ErrorClass::Internal) ? OutcomeClass::Input
                                                                  : OutcomeClass::Internal;
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

std::string_view class_name(OutcomeClass value) {
  switch (value) {
    case OutcomeClass::None:
      return "";
    case OutcomeClass::Unproved:
      return "unproved";
    case OutcomeClass::Unsupported:
      return "unsupported";
    case OutcomeClass::Input:
      return "input";
    case OutcomeClass::Internal:
      return "internal";
  }
  ASSAY_CHECK(false, "a class outside its enumeration");
}

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::Accept:
      return "accept";
    case Verdict::Reject:
      return "reject";
    case Verdict::Error:
      return "error";
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

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

namespace {

void add_repairs(std::vector<Finding>& findings) {
  for (Finding& f : findings) {
    if (f.suggestion.empty()) f.suggestion = usual_repair(f.code);
  }
}

}  // namespace

Outcome outcome_of_error(const Error& error) {
  Outcome outcome;
  const ErrorClass kind = error_class(error.code);
  const bool bad_input = kind == ErrorClass::Input || kind == ErrorClass::Internal;
  outcome.verdict = bad_input ? Verdict::Error : Verdict::Reject;
  outcome.findings.push_back({error.code, error.slot, error.message, {}, {}});
  add_repairs(outcome.findings);
  return outcome;
}

Outcome completed(Outcome outcome) {
  add_repairs(outcome.findings);
  switch (outcome.verdict) {
    case Verdict::Accept:
      ASSAY_CHECK(outcome.findings.empty(), "an accepted program carries findings");
      return outcome;
    case Verdict::Reject:
      if (outcome.findings.empty()) {
        outcome.findings.push_back({ErrorCode::ProofNotClosed,
                                    std::nullopt,
                                    "the program was not proved, and no reason was recorded",
                                    {},
                                    std::string(usual_repair(ErrorCode::ProofNotClosed))});
      }
      return outcome;
    case Verdict::Error:
      if (outcome.findings.empty()) {
        outcome.findings.push_back({ErrorCode::InternalError,
                                    std::nullopt,
                                    "the program was not verified, and no reason was recorded",
                                    {},
                                    std::string(usual_repair(ErrorCode::InternalError))});
      }
      return outcome;
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
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
