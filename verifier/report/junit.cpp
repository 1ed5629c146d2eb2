// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/junit.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/report/human.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

/// Text or an attribute's value. XML 1.0 has no way to write most control characters, nor bytes
/// that are no UTF-8: what comes from an object is made of ASCII.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if ((byte < 0x20 && c != '\n') || byte > 0x7e) {
      out += '?';
    } else {
      out += c;
    }
  }
  return out;
}

std::string failure(const ProgramReport& report, std::string_view element, SourceLines& sources) {
  const Finding& first = report.outcome.findings.front();
  return fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", element,
                     error_id(first.code), escaped(sentence(first)),
                     escaped(render_human(report, Colour::Off, sources)));
}

/// The warnings on a source stand beside its programs, as what its compilation wrote.
std::string warnings_on(const std::string& file, const ReportContext& context) {
  std::string text;
  for (const SourceWarning& warning : context.warnings) {
    if (warning.input != file) continue;
    text += escaped(warning_line(warning)) + "\n";
    if (!warning.said.suggestion.empty())
      text += "  help: " + escaped(printable(warning.said.suggestion)) + "\n";
  }
  return text.empty() ? text : fmt::format("    <system-out>{}</system-out>\n", text);
}

std::string test_case(const ProgramReport& report, SourceLines& sources) {
  const std::string name = escaped(program_title(report));
  const std::string open = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.6f}\"",
                                       escaped(report.file), name, report.outcome.seconds);
  switch (report.outcome.verdict) {
    case Verdict::Accept:
      return open + "/>\n";
    case Verdict::Reject:
      return open + ">\n" + failure(report, "failure", sources) + "    </testcase>\n";
    case Verdict::Error:
      return open + ">\n" + failure(report, "error", sources) + "    </testcase>\n";
  }
  ASSAY_CHECK(false, "a verdict outside its enumeration");
}

std::string counts(const Totals& sum) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.6f}\"", sum.programs,
                     sum.rejected, sum.errors, sum.seconds);
}

}  // namespace

std::string render_junit(std::span<const ProgramReport> reports, const ReportContext& context) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites name=\"assay {}\" {}>\n", escaped(context.version),
                      counts(totals(reports)));
  for (const std::span<const ProgramReport> file : by_file(reports)) {
    text += fmt::format("  <testsuite name=\"{}\" {}>\n", escaped(file.front().file),
                        counts(totals(file)));
    for (const ProgramReport& report : file) text += test_case(report, context.sources);
    text += warnings_on(file.front().file, context) + "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace assay
