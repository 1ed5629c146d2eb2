// SPDX-License-Identifier: Apache-2.0
// The text has the form of the findings of `assay verify`.
#include "session/source_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "session/input.hpp"
#include "verifier/report/fixes.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

/// Source places as the slots of a program without instructions, which is how a report knows
/// places.
class PlaceTable {
 public:
  std::optional<std::uint32_t> slot_of(const SourcePlace& place) {
    if (place.line == 0) return std::nullopt;
    const auto [file, fresh] =
        files_.try_emplace(place.file, static_cast<std::int32_t>(program_.files.size()));
    if (fresh) program_.files.push_back(place.file);
    program_.line_texts.push_back(place.text);
    program_.locations.push_back({file->second, place.line, place.column,
                                  static_cast<std::int32_t>(program_.line_texts.size()) - 1});
    return static_cast<std::uint32_t>(program_.locations.size()) - 1;
  }
  std::shared_ptr<const Program> program() && {
    return std::make_shared<const Program>(std::move(program_));
  }

 private:
  Program program_;
  std::map<std::string, std::int32_t> files_;
};

bool is_error(const SourceMessage& message) { return message.severity == Severity::Error; }

std::string position(const SourcePlace& place) {
  if (place.line == 0) return {};
  return fmt::format("{}:{}:{}", printable(place.file), place.line, place.column);
}

/// The line, and below it a caret with a tail as long as the run, unless that is behind the part of
/// a long line that is kept. Tabs are one column wide here, as `printable_line` makes them.
std::string excerpt(const SourcePlace& place) {
  const std::string text = printable_line(place.text);
  if (text.empty()) return {};
  const std::string line = fmt::format("{:>5} | {}\n", place.line, text);
  if (place.column == 0 || place.column > text.size() + 1) return line;
  const std::size_t end =
      std::clamp<std::size_t>(place.end_column, place.column + 1, text.size() + 2);
  return line + fmt::format("      | {}^{}\n", std::string(place.column - 1, ' '),
                            std::string(end - place.column - 1, '~'));
}

std::string label(const SourceMessage& message) {
  if (message.code) return fmt::format(" [{}]", error_id(*message.code));
  return message.warning_flag.empty() ? "" : fmt::format(" [{}]", message.warning_flag);
}

std::string render_note(const SourceNote& note) {
  const std::string at =
      note.place.line == 0 ? ""
                           : fmt::format(" at {}:{}", printable(note.place.file), note.place.line);
  return fmt::format("  note: {}{}\n", printable(note.message), at);
}

std::string render(const SourceMessage& message) {
  const std::string where = position(message.place);
  const char* const severity = message.severity == Severity::Error ? "error" : "warning";
  std::string text = fmt::format("{}: {}: {}{}\n", where.empty() ? "assay" : where, severity,
                                 printable(message.message), label(message));
  const std::string shown = excerpt(message.place);
  text += shown;
  text += render_fixes(message.fixes, message.place.file, shown.empty() ? 0 : message.place.line);
  for (const SourceNote& note : message.notes) text += render_note(note);
  if (!message.suggestion.empty()) {
    text += fmt::format("  help: {}\n", printable(message.suggestion));
  }
  return text;
}

WarningPlace warning_place(const SourcePlace& place) {
  return {shown_file(place.file), place.line, place.column, place.text};
}

/// Whether nothing can be judged because of it.
bool makes_unusable(const SourceMessage& message) {
  if (!is_error(message)) return false;
  const ErrorClass kind = error_class(code_of(message));
  return kind == ErrorClass::Input || kind == ErrorClass::Internal;
}

}  // namespace

bool has_error(const std::vector<SourceMessage>& messages) {
  return std::any_of(messages.begin(), messages.end(), is_error);
}

ErrorCode code_of(const SourceMessage& message) {
  return message.code.value_or(ErrorCode::SourceMalformed);
}

Error first_error(const std::vector<SourceMessage>& messages) {
  for (const SourceMessage& message : messages) {
    if (message.severity != Severity::Error) continue;
    const SourcePlace& at = message.place;
    return {message.code.value_or(ErrorCode::SourceMalformed),
            at.line == 0
                ? message.message
                : fmt::format("{}:{}:{}: {}", at.file, at.line, at.column, message.message)};
  }
  return {ErrorCode::InternalError, "a compilation failed without an error"};
}

std::vector<SourceWarning> warnings_of(const std::string& file,
                                       const std::vector<SourceMessage>& messages) {
  std::vector<SourceWarning> warnings;
  for (const SourceMessage& message : messages) {
    if (message.severity != Severity::Warning) continue;
    SourceWarning warning;
    warning.input = file;
    warning.rule = message.code                   ? error_id(*message.code)
                   : message.warning_flag.empty() ? "warning"
                                                  : message.warning_flag;
    warning.code = message.code;
    warning.place = warning_place(message.place);
    warning.message = message.message;
    warning.suggestion = message.suggestion;
    for (const SourceNote& note : message.notes)
      warning.notes.push_back({warning_place(note.place), note.message});
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

std::string render_messages(const std::vector<SourceMessage>& messages) {
  std::string text;
  for (const SourceMessage& message : messages) text += render(message);
  return text;
}

ProgramReport report_of_source(const std::string& file,
                               const std::vector<SourceMessage>& messages) {
  PlaceTable places;
  ProgramReport report;
  report.file = file;
  report.outcome.verdict = std::any_of(messages.begin(), messages.end(), makes_unusable)
                               ? Verdict::Error
                               : Verdict::Reject;
  for (const SourceMessage& message : messages) {
    if (!is_error(message)) continue;
    Finding finding;
    finding.code = code_of(message);
    finding.slot = places.slot_of(message.place);
    finding.message = message.message;
    for (const SourceNote& note : message.notes) {
      finding.notes.push_back({places.slot_of(note.place), note.message});
    }
    finding.suggestion =
        message.suggestion.empty() ? std::string(error_repair(finding.code)) : message.suggestion;
    finding.fixes = message.fixes;
    report.outcome.findings.push_back(std::move(finding));
  }
  report.program = std::move(places).program();
  return report;
}

}  // namespace assay
