// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/assumptions.hpp"

#include <fmt/format.h>

#include "verifier/obligation/numbers.hpp"

namespace assay {
namespace {

std::optional<std::uint32_t> context_read(const ProgramReport& report, ContextReach reach) {
  const bool accepted = report.outcome.verdict == Verdict::Accept;
  if (!accepted || report.contract == nullptr || report.contract->context_reach != reach)
    return std::nullopt;
  return report.outcome.basis.context_bytes;
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  }
  return text;
}

std::vector<std::string> map_names(const ProgramReport& report,
                                   const std::set<std::uint32_t>& maps) {
  std::vector<std::string> names;
  for (const std::uint32_t map : maps) names.push_back(report.program->maps.at(map).name);
  return names;
}

}  // namespace

std::optional<std::uint32_t> arguments_read(const ProgramReport& report) {
  const auto bytes = context_read(report, ContextReach::Arguments);
  if (!bytes) return std::nullopt;
  return (*bytes + 7) / 8;
}

std::optional<std::uint32_t> record_bytes_read(const ProgramReport& report) {
  return context_read(report, ContextReach::Record);
}

std::vector<std::string> assumptions(const ProgramReport& report) {
  std::vector<std::string> clauses;
  if (report.outcome.verdict != Verdict::Accept || report.program == nullptr) return clauses;
  const Basis& basis = report.outcome.basis;
  if (const auto count = arguments_read(report); count && *count != 0)
    clauses.push_back("reads " + counted(*count, "argument"));
  if (const auto bytes = record_bytes_read(report); bytes && *bytes != 0)
    clauses.push_back(fmt::format("reads {} of the event's record", counted(*bytes, "byte")));
  if (!basis.program_arrays.empty()) {
    clauses.push_back(fmt::format("assumes that the programs in {} are accepted, too",
                                  listed(map_names(report, basis.program_arrays))));
  }
  for (const std::string& statement : basis.statements) clauses.push_back(statement);
  return clauses;
}

}  // namespace assay
