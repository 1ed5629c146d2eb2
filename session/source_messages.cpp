// SPDX-License-Identifier: Apache-2.0
#include "session/source_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ir/base/errors.hpp"
#include "session/input.hpp"

namespace assay {
namespace {

bool is_error(const Diagnostic& message) { return message.severity == Severity::Error; }

/// The place with its file's name as people wrote it.
Where shown_place(Where where) {
  if (auto* span = std::get_if<SourceSpan>(&where)) span->file = shown_file(std::move(span->file));
  return where;
}

/// Whether nothing can be judged because of it.
bool makes_unusable(const Diagnostic& message) {
  if (!is_error(message)) return false;
  const ErrorClass kind = error_class(code_of(message));
  return kind == ErrorClass::Input || kind == ErrorClass::Internal;
}

}  // namespace

ErrorCode code_of(const Diagnostic& message) {
  return message.code.value_or(ErrorCode::SourceMalformed);
}

Error first_error(const std::vector<Diagnostic>& messages) {
  for (const Diagnostic& message : messages) {
    if (message.severity != Severity::Error) continue;
    const SourceSpan* at = span_in(message.where);
    return {code_of(message), at == nullptr ? message.message
                                            : fmt::format("{}:{}:{}: {}", at->file, at->line,
                                                          at->column, message.message)};
  }
  return {ErrorCode::InternalError, "a compilation failed without an error"};
}

std::vector<SourceWarning> warnings_of(const std::string& file,
                                       const std::vector<Diagnostic>& messages) {
  std::vector<SourceWarning> warnings;
  for (const Diagnostic& message : messages) {
    if (message.severity != Severity::Warning) continue;
    SourceWarning warning{file, message};
    warning.said.where = shown_place(std::move(warning.said.where));
    for (Note& note : warning.said.notes) note.where = shown_place(std::move(note.where));
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

ProgramReport report_of_source(const std::string& file, const std::vector<Diagnostic>& messages) {
  ProgramReport report;
  report.file = file;
  report.outcome.verdict = std::any_of(messages.begin(), messages.end(), makes_unusable)
                               ? Verdict::Error
                               : Verdict::Reject;
  for (const Diagnostic& message : messages) {
    if (!is_error(message)) continue;
    Finding finding;
    finding.code = code_of(message);
    finding.where = message.where;
    finding.message = message.message;
    finding.notes = message.notes;
    finding.suggestion =
        message.suggestion.empty() ? std::string(error_repair(finding.code)) : message.suggestion;
    finding.fixes = message.fixes;
    report.outcome.findings.push_back(std::move(finding));
  }
  return report;
}

}  // namespace assay
