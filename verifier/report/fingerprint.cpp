// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/fingerprint.hpp"

#include <filesystem>

#include "ir/base/errors.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/text/print.hpp"

namespace assay {
namespace {

std::string without_white_space(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\r') kept += c;
  }
  return kept;
}

/// What the finding is about beside the source line, less everything that moves when something else
/// changes.
std::string subject(const ProgramReport& report, const Finding& finding) {
  std::string text(error_id(finding.code));
  text += '\n' + program_title(report) + '\n';
  const auto slot = slot_in(finding.where);
  if (!source_span(report, finding.where) && slot && report.program &&
      *slot < report.program->instructions.size()) {
    text += print(report.program->instructions[*slot]);
  }
  return text;
}

}  // namespace

std::string Fingerprints::next(std::string subject, const SourceSpan* at, SourceLines& sources) {
  if (at) {
    subject += std::filesystem::path(at->file).filename().string() + '\n';
    subject += without_white_space(sources.line(*at));
  }
  const std::size_t among_equals = seen_[subject]++;
  return to_text(sha256(subject + '\n' + std::to_string(among_equals)));
}

std::vector<std::string> fingerprints(const ProgramReport& report, SourceLines& sources) {
  Fingerprints made;
  std::vector<std::string> all;
  for (const Finding& finding : report.outcome.findings) {
    const auto at = source_span(report, finding.where);
    all.push_back(made.next(subject(report, finding), at ? &*at : nullptr, sources));
  }
  return all;
}

}  // namespace assay
