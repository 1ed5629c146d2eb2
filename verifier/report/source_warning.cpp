// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/source_warning.hpp"

#include <fmt/format.h>

#include "verifier/report/fingerprint.hpp"
#include "verifier/report/printable.hpp"

namespace assay {

std::vector<SourceWarning> warnings_of(const ProgramReport& report) {
  std::vector<SourceWarning> warnings;
  for (const Finding& remark : report.remarks) {
    SourceWarning warning;
    warning.input = report.file;
    warning.rule = error_id(remark.code);
    warning.code = remark.code;
    warning.message = remark.message;
    warning.suggestion = remark.suggestion;
    if (const auto at = source_position(report, remark.slot))
      warning.place = {at->file, at->line, at->column, std::string(at->text)};
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

std::optional<SourcePosition> position_of(const WarningPlace& place) {
  if (place.line == 0) return std::nullopt;
  return SourcePosition{place.file, place.line, place.column, place.text};
}

std::string warning_line(const SourceWarning& warning) {
  const WarningPlace& at = warning.place;
  const std::string where = at.line == 0
                                ? printable(warning.input)
                                : fmt::format("{}:{}:{}", printable(at.file), at.line, at.column);
  return fmt::format("{}: warning: {} [{}]", where, printable(warning.message), warning.rule);
}

std::vector<std::string> fingerprints(std::span<const SourceWarning> warnings,
                                      SourceLines& sources) {
  Fingerprints made;
  std::vector<std::string> all;
  for (const SourceWarning& warning : warnings)
    all.push_back(made.next(warning.rule + '\n', position_of(warning.place), sources));
  return all;
}

}  // namespace assay
