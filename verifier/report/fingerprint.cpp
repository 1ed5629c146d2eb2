// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/fingerprint.hpp"

#include <filesystem>
#include <map>

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

/// What the finding is about, less everything that moves when something else changes.
std::string subject(const ProgramReport& report, const Finding& finding, SourceLines& sources) {
  std::string text(error_id(finding.code));
  text += '\n' + program_title(report) + '\n';
  if (const auto at = source_position(report, finding.slot)) {
    text += std::filesystem::path(at->file).filename().string() + '\n';
    text += without_white_space(sources.line(*at));
  } else if (finding.slot && report.program &&
             *finding.slot < report.program->instructions.size()) {
    text += print(report.program->instructions[*finding.slot]);
  }
  return text;
}

}  // namespace

std::vector<std::string> fingerprints(const ProgramReport& report, SourceLines& sources) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> all;
  for (const Finding& finding : report.outcome.findings) {
    const std::string text = subject(report, finding, sources);
    const std::size_t among_equals = seen[text]++;
    all.push_back(to_text(sha256(text + '\n' + std::to_string(among_equals))));
  }
  return all;
}

}  // namespace assay
