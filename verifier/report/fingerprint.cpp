// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/fingerprint.hpp"

#include <filesystem>

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
  if (!source_position(report, finding.slot) && finding.slot && report.program &&
      *finding.slot < report.program->instructions.size()) {
    text += print(report.program->instructions[*finding.slot]);
  }
  return text;
}

}  // namespace

std::string Fingerprints::next(std::string subject, const std::optional<SourcePosition>& at,
                               SourceLines& sources) {
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
    all.push_back(
        made.next(subject(report, finding), source_position(report, finding.slot), sources));
  }
  return all;
}

}  // namespace assay
