// SPDX-License-Identifier: Apache-2.0
// The text has the form of the findings of `assay verify`.
#include "session/source_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ir/base/errors.hpp"
#include "session/input.hpp"
#include "verifier/report/fixes.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

bool is_error(const Diagnostic& message) { return message.severity == Severity::Error; }

std::string position(const SourceSpan* at) {
  return at == nullptr ? "" : fmt::format("{}:{}:{}", printable(at->file), at->line, at->column);
}

/// The line, and below it a caret with a tail as long as the run, unless that is behind the part of
/// a long line that is kept. Tabs are one column wide here, as `printable_line` makes them.
std::string excerpt(const SourceSpan& place) {
  const std::string text = printable_line(place.text);
  if (text.empty()) return {};
  const std::string line = fmt::format("{:>5} | {}\n", place.line, text);
  if (place.column == 0 || place.column > text.size() + 1) return line;
  const std::size_t end =
      std::clamp<std::size_t>(place.end_column, place.column + 1, text.size() + 2);
  return line + fmt::format("      | {}^{}\n", std::string(place.column - 1, ' '),
                            std::string(end - place.column - 1, '~'));
}

std::string label(const Diagnostic& message) {
  if (message.code) return fmt::format(" [{}]", error_id(*message.code));
  return message.warning_flag.empty() ? "" : fmt::format(" [{}]", message.warning_flag);
}

std::string render_note(const Note& note) {
  const SourceSpan* at = span_in(note.where);
  const std::string where =
      at == nullptr ? "" : fmt::format(" at {}:{}", printable(at->file), at->line);
  return fmt::format("  note: {}{}\n", printable(note.text), where);
}

std::string render(const Diagnostic& message) {
  const SourceSpan* at = span_in(message.where);
  const std::string where = position(at);
  const char* const severity = message.severity == Severity::Error ? "error" : "warning";
  std::string text = fmt::format("{}: {}: {}{}\n", where.empty() ? "assay" : where, severity,
                                 printable(message.message), label(message));
  const std::string shown = at == nullptr ? "" : excerpt(*at);
  text += shown;
  text += shown.empty() ? render_fixes(message.fixes, "", 0)
                        : render_fixes(message.fixes, at->file, at->line);
  for (const Note& note : message.notes) text += render_note(note);
  if (!message.suggestion.empty()) {
    text += fmt::format("  help: {}\n", printable(message.suggestion));
  }
  return text;
}

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

bool has_error(const std::vector<Diagnostic>& messages) {
  return std::any_of(messages.begin(), messages.end(), is_error);
}

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

std::string render_messages(const std::vector<Diagnostic>& messages) {
  std::string text;
  for (const Diagnostic& message : messages) text += render(message);
  return text;
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
