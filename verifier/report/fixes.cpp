// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/fixes.hpp"

#include <fmt/format.h>

#include "verifier/report/printable.hpp"

namespace assay {
namespace {

std::string told(const Edit& edit) {
  const bool inserts = edit.line == edit.end_line && edit.column == edit.end_column;
  const char* const what = edit.replacement.empty() ? "remove the text"
                           : inserts                ? "insert"
                                                    : "write";
  const std::string quoted =
      edit.replacement.empty() ? "" : fmt::format(" '{}'", printable(edit.replacement));
  return fmt::format("  fix: {}{} at {}:{}:{}\n", what, quoted, printable(edit.file), edit.line,
                     edit.column);
}

}  // namespace

std::string render_fixes(std::span<const Edit> fixes, std::string_view file, std::uint32_t line) {
  std::string below;
  std::string elsewhere;
  for (const Edit& edit : fixes) {
    const bool fits = edit.file == file && edit.line == line && edit.column > below.size() &&
                      !edit.replacement.empty();
    if (!fits) {
      elsewhere += told(edit);
      continue;
    }
    below.resize(edit.column - 1, ' ');
    below += printable(edit.replacement);
  }
  return (below.empty() ? below : fmt::format("      | {}\n", below)) + elsewhere;
}

}  // namespace assay
