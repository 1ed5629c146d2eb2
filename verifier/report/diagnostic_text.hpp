// SPDX-License-Identifier: Apache-2.0
// What is said about programs and sources as text for people, in the manner of a good compiler: the
// lines that a finding, a warning and an error of a source are made of, in one form.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ir/diagnostic/diagnostic.hpp"
#include "verifier/report/paint.hpp"

namespace assay {

/// "sensor.c:3:7", without a column where none is known.
[[nodiscard]] std::string position_text(const SourceSpan& at);

/// The first line of a message.
struct Headline {
  std::string_view where;  // as it is shown; empty: nothing stands in front
  Severity severity = Severity::Error;
  std::string_view sentence;
  std::string_view rule;  // a code, or the flag of a compiler's warning; empty: none
};
/// "sensor.c:3:7: error: a pointer is returned [A604]", without a line end.
[[nodiscard]] std::string render_headline(const Headline& line, Colour colour);

/// A line of a source, or an instruction, with what it is numbered by.
struct Excerpt {
  std::uint64_t number = 0;
  std::string_view text;
  std::uint32_t column = 0;      // from 1; 0: of the first character that is not blank
  std::uint32_t end_column = 0;  // one past a run that is marked; at most `column`: a point is
};
/// The line, and below it a caret with a tail as long as the run. Nothing of a line that is blank;
/// no caret past the line's end: the line was changed or cut since. Tabs are one column wide.
[[nodiscard]] std::string render_excerpt(const Excerpt& excerpt, Colour colour);

/// What stands below: "  help: compare the pointer with NULL first", with its line end.
enum class Remark : std::uint8_t { Note, Contract, Help };
[[nodiscard]] std::string render_remark(Remark kind, std::string_view text, Colour colour);

/// What a front end says of a source, without colours; each message ends with a line end.
[[nodiscard]] std::string render_messages(std::span<const Diagnostic> messages);

}  // namespace assay
