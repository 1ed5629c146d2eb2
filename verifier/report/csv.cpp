// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/csv.hpp"

#include <fmt/format.h>

#include <vector>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::string_view kHeading =
    "file,section,program,contract,verdict,class,code,source,line,column,instructions,"
    "worst_case_instructions,states,seconds\r\n";

/// RFC 4180, section 2: fields with commas, quotes or line ends stand in quotes, quotes twice.
std::string cell(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string text = "\"";
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string row(const ProgramReport& report) {
  const Outcome& outcome = report.outcome;
  std::string code;
  std::optional<SourceSpan> at;
  if (!outcome.findings.empty()) {
    code = error_id(outcome.findings.front().code);
    at = source_span(report, outcome.findings.front().where);
  }
  const auto number = [](std::uint32_t value) { return value == 0 ? "" : std::to_string(value); };
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{:.6f}\r\n", cell(report.file),
                     cell(report.section), cell(report.name), cell(outcome.contract),
                     verdict_name(outcome.verdict), class_name(outcome_class(outcome)), code,
                     cell(at ? at->file : ""), number(at ? at->line : 0),
                     number(at ? at->column : 0), outcome.instructions,
                     outcome.worst_case_instructions, outcome.states, outcome.seconds);
}

/// A warning is a row without a program, whose verdict is "note".
std::string row(const SourceWarning& warning) {
  const SourceSpan* at = span_in(warning.said.where);
  const auto number = [](std::uint32_t value) { return value == 0 ? "" : std::to_string(value); };
  return fmt::format("{},,,,note,,{},{},{},{},,,,\r\n", cell(warning.input),
                     cell(rule_of(warning.said)), cell(at == nullptr ? "" : at->file),
                     number(at == nullptr ? 0 : at->line), number(at == nullptr ? 0 : at->column));
}

}  // namespace

std::string render_csv(std::span<const ProgramReport> reports, const ReportContext& context) {
  std::string text(kHeading);
  for (const ProgramReport& report : reports) text += row(report);
  for (const SourceWarning& warning : context.warnings) text += row(warning);
  return text;
}

}  // namespace assay
