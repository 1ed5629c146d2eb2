// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/github.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "verifier/report/printable.hpp"
#include "verifier/report/source_uri.hpp"

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

/// "file=sensor.c,line=3,col=7"; the file that was judged where the place is not known.
std::string where(const SourceSpan* at, const std::string& file, const ReportContext& context) {
  const auto shown = [&](const std::string& path) {
    return property(printable(rooted_path(path, context.source_root).text));
  };
  if (at == nullptr) return "file=" + shown(file);
  const std::string line = fmt::format("file={},line={}", shown(at->file), at->line);
  return at->column == 0 ? line : fmt::format("{},col={}", line, at->column);
}

/// The sentence, and below it what helps, if anything does.
std::string with_help(const std::string& sentence, const std::string& suggestion) {
  return printable(sentence) + (suggestion.empty() ? "" : "\nhelp: " + printable(suggestion));
}

std::string annotation(const ProgramReport& report, const Finding& finding,
                       const ReportContext& context) {
  const auto at = source_span(report, finding.where);
  return fmt::format(
      "::error {},title={}::{}\n", where(at ? &*at : nullptr, report.file, context),
      property(fmt::format("{} {}", error_id(finding.code), printable(program_title(report)))),
      message(with_help(sentence(finding), finding.suggestion)));
}

std::string annotation(const SourceWarning& warning, const ReportContext& context) {
  const Diagnostic& said = warning.said;
  return fmt::format("::notice {},title={}::{}\n",
                     where(span_in(said.where), warning.input, context), property(rule_of(said)),
                     message(with_help(said.message, said.suggestion)));
}

}  // namespace

std::string render_github(std::span<const ProgramReport> reports, const ReportContext& context) {
  std::string text;
  for (const ProgramReport& report : reports) {
    for (const Finding& finding : report.outcome.findings) {
      text += annotation(report, finding, context);
    }
  }
  for (const SourceWarning& warning : context.warnings) text += annotation(warning, context);
  return text;
}

}  // namespace assay
