// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/gitlab.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ir/base/errors.hpp"
#include "verifier/report/fingerprint.hpp"
#include "verifier/report/source_uri.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

Json issue(const ProgramReport& report, const Finding& finding, const std::string& fingerprint,
           const ReportContext& context) {
  const auto at = source_span(report, finding.where);
  Json object;
  object["description"] = sentence(finding);
  object["check_name"] = error_id(finding.code);
  object["fingerprint"] = fingerprint;
  object["severity"] = report.outcome.verdict == Verdict::Error ? "blocker" : "critical";
  object["location"]["path"] = rooted_path(at ? at->file : report.file, context.source_root).text;
  object["location"]["lines"]["begin"] = at ? at->line : 1;
  return object;
}

Json issue(const SourceWarning& warning, const std::string& fingerprint,
           const ReportContext& context) {
  const SourceSpan* at = span_in(warning.said.where);
  Json object;
  object["description"] = warning.said.message;
  object["check_name"] = rule_of(warning.said);
  object["fingerprint"] = fingerprint;
  object["severity"] = "info";
  object["location"]["path"] =
      rooted_path(at == nullptr ? warning.input : at->file, context.source_root).text;
  object["location"]["lines"]["begin"] = at == nullptr ? 1 : at->line;
  return object;
}

}  // namespace

std::string render_gitlab(std::span<const ProgramReport> reports, const ReportContext& context) {
  Json issues = Json::array();
  for (const ProgramReport& report : reports) {
    const std::vector<std::string> names = fingerprints(report, context.sources);
    for (std::size_t i = 0; i < names.size(); ++i) {
      issues.push_back(issue(report, report.outcome.findings[i], names[i], context));
    }
  }
  const std::vector<std::string> names = fingerprints(context.warnings, context.sources);
  for (std::size_t i = 0; i < names.size(); ++i)
    issues.push_back(issue(context.warnings[i], names[i], context));
  return issues.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay
