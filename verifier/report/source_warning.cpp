// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/source_warning.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "verifier/report/diagnostic_text.hpp"
#include "verifier/report/fingerprint.hpp"
#include "verifier/report/printable.hpp"

namespace assay {

std::string rule_of(const Diagnostic& warning) {
  if (warning.code) return std::string(error_id(*warning.code));
  return warning.warning_flag.empty() ? "warning" : warning.warning_flag;
}

std::vector<SourceWarning> warnings_of(const ProgramReport& report) {
  std::vector<SourceWarning> warnings;
  for (const Finding& remark : report.remarks) {
    SourceWarning warning;
    warning.input = report.file;
    warning.said.severity = Severity::Warning;
    warning.said.code = remark.code;
    warning.said.message = remark.message;
    warning.said.suggestion = remark.suggestion;
    if (auto at = source_span(report, remark.where)) warning.said.where = *std::move(at);
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

std::string warning_line(const SourceWarning& warning) {
  const SourceSpan* at = span_in(warning.said.where);
  const std::string where =
      at == nullptr ? printable(warning.input)
                    : fmt::format("{}:{}:{}", printable(at->file), at->line, at->column);
  return render_headline({where, Severity::Warning, warning.said.message, rule_of(warning.said)},
                         Colour::Off);
}

std::vector<std::string> fingerprints(std::span<const SourceWarning> warnings,
                                      SourceLines& sources) {
  Fingerprints made;
  std::vector<std::string> all;
  for (const SourceWarning& warning : warnings)
    all.push_back(made.next(rule_of(warning.said) + '\n', span_in(warning.said.where), sources));
  return all;
}

}  // namespace assay
