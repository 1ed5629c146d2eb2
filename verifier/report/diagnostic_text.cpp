// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/diagnostic_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/report/fixes.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

std::string label(Severity severity, Colour colour) {
  switch (severity) {
    case Severity::Warning:
      return painted("warning:", Paint::Cyan, colour);
    case Severity::Error:
      return painted("error:", Paint::Red, colour);
  }
  ASSAY_CHECK(false, "a severity outside its enumeration");
}

std::string label(Remark kind, Colour colour) {
  switch (kind) {
    case Remark::Note:
      return painted("note:", Paint::Cyan, colour);
    case Remark::Contract:
      return painted("contract:", Paint::Cyan, colour);
    case Remark::Help:
      return painted("help:", Paint::Green, colour);
  }
  ASSAY_CHECK(false, "a remark outside its enumeration");
}

std::string_view rule(const Diagnostic& message) {
  return message.code ? error_id(*message.code) : std::string_view(message.warning_flag);
}

std::string with_place(const Note& note) {
  const SourceSpan* at = span_in(note.where);
  return at == nullptr ? note.text : fmt::format("{} at {}:{}", note.text, at->file, at->line);
}

std::string render(const Diagnostic& message) {
  const SourceSpan* at = span_in(message.where);
  const std::string where = at == nullptr ? "assay" : position_text(*at);
  std::string text =
      render_headline({where, message.severity, message.message, rule(message)}, Colour::Off) +
      "\n";
  std::string shown;
  if (at != nullptr)
    shown = render_excerpt({at->line, at->text, at->column, at->end_column}, Colour::Off);
  text += shown;
  text += shown.empty() ? render_fixes(message.fixes, "", 0)
                        : render_fixes(message.fixes, at->file, at->line);
  for (const Note& note : message.notes)
    text += render_remark(Remark::Note, with_place(note), Colour::Off);
  if (!message.suggestion.empty())
    text += render_remark(Remark::Help, message.suggestion, Colour::Off);
  return text;
}

}  // namespace

std::string position_text(const SourceSpan& at) {
  const std::string text = fmt::format("{}:{}", printable(at.file), at.line);
  return at.column == 0 ? text : fmt::format("{}:{}", text, at.column);
}

std::string render_headline(const Headline& line, Colour colour) {
  std::string text;
  if (!line.where.empty())
    text = painted(fmt::format("{}:", line.where), Paint::Bold, colour) + " ";
  text += fmt::format("{} {}", label(line.severity, colour), printable(line.sentence));
  return line.rule.empty() ? text : fmt::format("{} [{}]", text, line.rule);
}

std::string render_excerpt(const Excerpt& excerpt, Colour colour) {
  const std::string text = printable_line(excerpt.text);
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  const std::size_t last = text.find_last_not_of(' ') + 1;
  const std::string line = fmt::format("{:>5} | {}\n", excerpt.number, text.substr(0, last));
  if (excerpt.column > text.size() + 1) return line;
  const std::size_t caret = excerpt.column == 0 ? first : excerpt.column - 1;
  const std::size_t end =
      std::clamp<std::size_t>(excerpt.end_column, caret + 2, text.size() + 2) - 1;
  return line + fmt::format("      | {}{}\n", std::string(caret, ' '),
                            painted("^" + std::string(end - caret - 1, '~'), Paint::Green, colour));
}

std::string render_remark(Remark kind, std::string_view text, Colour colour) {
  return fmt::format("  {} {}\n", label(kind, colour), printable(text));
}

std::string render_messages(std::span<const Diagnostic> messages) {
  std::string text;
  for (const Diagnostic& message : messages) text += render(message);
  return text;
}

}  // namespace assay
