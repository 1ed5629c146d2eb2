// SPDX-License-Identifier: Apache-2.0
// Messages of the C front end as text, in the form of the findings of `assay verify`.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cli/c_source.hpp"
#include "cli/input.hpp"
#include "verifier/report/fixes.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

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
  text +=
      render_fixes(edits_of(message), message.place.file, shown.empty() ? 0 : message.place.line);
  for (const SourceNote& note : message.notes) text += render_note(note);
  if (!message.suggestion.empty()) {
    text += fmt::format("  help: {}\n", printable(message.suggestion));
  }
  return text;
}

WarningPlace warning_place(const SourcePlace& place) {
  return {shown_file(place.file), place.line, place.column, place.text};
}

}  // namespace

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

}  // namespace assay
