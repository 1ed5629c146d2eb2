// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/github.hpp"

#include <fmt/format.h>

#include "verifier/report/printable.hpp"

namespace assay {
namespace {

/// Percent-encodes what would end the command: line ends and '%' in a message, ':' and ',' too in a
/// property.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}
std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }
std::string message(std::string_view text) { return escaped(text, "%\r\n"); }

}  // namespace

std::string render_github(const ProgramReport& report) {
  std::string text;
  for (const Finding& finding : report.outcome.findings) {
    std::string where = "file=" + property(report.file);
    if (const auto at = source_position(report, finding.slot)) {
      where = fmt::format("file={},line={}", property(at->file), at->line);
      if (at->column != 0) where += fmt::format(",col={}", at->column);
    }
    std::string sentence = printable(finding.message.empty() ? error_title(finding.code)
                                                             : std::string_view(finding.message));
    if (!finding.suggestion.empty()) sentence += "\nhelp: " + printable(finding.suggestion);
    text += fmt::format(
        "::error {},title={}::{}\n", where,
        property(fmt::format("{} {}", error_id(finding.code), printable(program_title(report)))),
        message(sentence));
  }
  return text;
}

}  // namespace assay
