// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/sarif.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "ir/base/errors.hpp"
#include "verifier/report/fingerprint.hpp"
#include "verifier/report/source_uri.hpp"
#include "verifier/report/utf16.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr const char* kRoot = "SRCROOT";  // the key of the root folder (section 3.14.14)

/// One run's log in the making; the codes that occur become its rules.
class SarifLog {
 public:
  explicit SarifLog(const ReportContext& context) : context_(context) {}

  void add(const ProgramReport& report);
  void add_warnings();
  [[nodiscard]] Json document() const;

 private:
  [[nodiscard]] Json artifact(const std::string& path) const;
  [[nodiscard]] Json region(const SourceSpan& at) const;
  [[nodiscard]] Json physical(const SourceSpan& at) const;
  [[nodiscard]] Json location(const ProgramReport& report, const Finding& finding) const;
  [[nodiscard]] Json note(const ProgramReport& report, const Note& note) const;
  [[nodiscard]] Json code_flow(const ProgramReport& report, const Finding& finding) const;
  [[nodiscard]] Json fix(const Finding& finding) const;
  [[nodiscard]] Json result(const ProgramReport& report, const Finding& finding,
                            const std::string& fingerprint) const;
  [[nodiscard]] Json result(const SourceWarning& warning, const std::string& fingerprint) const;
  [[nodiscard]] Json rule(ErrorCode code) const;
  [[nodiscard]] Json warning_rule(const std::string& id, std::optional<ErrorCode> code) const;
  [[nodiscard]] std::uint32_t column(const std::string& file, std::uint32_t line,
                                     std::uint32_t column) const;

  const ReportContext& context_;
  std::set<ErrorCode> codes_;
  std::map<std::string, std::optional<ErrorCode>> warning_rules_;
  Json results_ = Json::array();
  Json notifications_ = Json::array();
};

Json SarifLog::artifact(const std::string& path) const {
  const RootedPath rooted = rooted_path(path, context_.source_root);
  Json location{{"uri", uri_of(rooted)}};
  if (rooted.below) location["uriBaseId"] = kRoot;
  return location;
}

Json SarifLog::region(const SourceSpan& at) const {
  Json object{{"startLine", at.line}};
  if (at.column == 0) return object;
  object["startColumn"] = utf16_column(context_.sources.line(at), at.column);
  return object;
}

Json SarifLog::physical(const SourceSpan& at) const {
  Json object{{"artifactLocation", artifact(at.file)}, {"region", region(at)}};
  const std::string line = context_.sources.line(at);
  if (!line.empty()) object["region"]["snippet"]["text"] = line;
  return object;
}

Json SarifLog::location(const ProgramReport& report, const Finding& finding) const {
  Json object;
  if (const auto at = source_span(report, finding.where)) {
    object["physicalLocation"] = physical(*at);
  } else {
    // A result has a place in a file even where only the object is known.
    object["physicalLocation"] =
        Json{{"artifactLocation", artifact(report.file)}, {"region", {{"startLine", 1}}}};
  }
  if (!report.name.empty()) {
    object["logicalLocations"] =
        Json::array({Json{{"fullyQualifiedName", program_title(report)}, {"kind", "function"}}});
  }
  return object;
}

Json SarifLog::note(const ProgramReport& report, const Note& note) const {
  Json object;
  if (const auto at = source_span(report, note.where)) {
    object["physicalLocation"] = physical(*at);
  }
  object["message"]["text"] = note.text;
  return object;
}

/// The notes that have a place, and then the finding: the way that its values came.
Json SarifLog::code_flow(const ProgramReport& report, const Finding& finding) const {
  Json steps = Json::array();
  for (const Note& told : finding.notes) {
    if (source_span(report, told.where)) {
      steps.push_back(Json{{"location", note(report, told)}});
    }
  }
  if (steps.empty()) return {};
  Json last = location(report, finding);
  last["message"]["text"] = sentence(finding);
  steps.push_back(Json{{"location", std::move(last)}});
  Json flow;
  flow["threadFlows"] = Json::array({Json{{"locations", std::move(steps)}}});
  return flow;
}

std::uint32_t SarifLog::column(const std::string& file, std::uint32_t line,
                               std::uint32_t column) const {
  return utf16_column(context_.sources.line({file, line, column}), column);
}

/// One change a file, as SARIF wants it; edits of a file stand together.
Json SarifLog::fix(const Finding& finding) const {
  Json changes = Json::array();
  const std::string* file = nullptr;
  for (const Edit& edit : finding.fixes) {
    if (file == nullptr || *file != edit.file) {
      changes.push_back(Json{{"artifactLocation", artifact(edit.file)}});
      file = &edit.file;
    }
    changes.back()["replacements"].push_back(
        Json{{"deletedRegion",
              {{"startLine", edit.line},
               {"startColumn", column(edit.file, edit.line, edit.column)},
               {"endLine", edit.end_line},
               {"endColumn", column(edit.file, edit.end_line, edit.end_column)}}},
             {"insertedContent", {{"text", edit.replacement}}}});
  }
  Json object;
  if (!finding.suggestion.empty()) object["description"]["text"] = finding.suggestion;
  object["artifactChanges"] = std::move(changes);
  return object;
}

Json SarifLog::result(const ProgramReport& report, const Finding& finding,
                      const std::string& fingerprint) const {
  Json object;
  object["ruleId"] = error_id(finding.code);
  object["level"] = "error";
  std::string text = sentence(finding);
  if (!finding.suggestion.empty()) text += ". Help: " + finding.suggestion;
  object["message"]["text"] = text + ".";
  object["locations"] = Json::array({location(report, finding)});
  for (const Note& told : finding.notes) {
    object["relatedLocations"].push_back(note(report, told));
  }
  if (Json flow = code_flow(report, finding); !flow.is_null()) {
    object["codeFlows"] = Json::array({std::move(flow)});
  }
  object["partialFingerprints"]["assayFinding/v1"] = fingerprint;
  if (!finding.fixes.empty()) object["fixes"] = Json::array({fix(finding)});
  return object;
}

void SarifLog::add(const ProgramReport& report) {
  const std::vector<std::string> names = fingerprints(report, context_.sources);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Finding& finding = report.outcome.findings[i];
    codes_.insert(finding.code);
    const bool placeless = !source_span(report, finding.where).has_value();
    if (report.outcome.verdict == Verdict::Error && placeless) {
      notifications_.push_back(Json{{"level", "error"},
                                    {"message", {{"text", sentence(finding)}}},
                                    {"descriptor", {{"id", error_id(finding.code)}}},
                                    {"locations", Json::array({location(report, finding)})}});
    } else {
      results_.push_back(result(report, finding, names[i]));
    }
  }
}

Json SarifLog::result(const SourceWarning& warning, const std::string& fingerprint) const {
  const auto located = [&](const Where& where) {
    const SourceSpan* at = span_in(where);
    Json object;
    object["physicalLocation"] = at != nullptr ? physical(*at)
                                               : Json{{"artifactLocation", artifact(warning.input)},
                                                      {"region", {{"startLine", 1}}}};
    return object;
  };
  const Diagnostic& said = warning.said;
  Json object;
  object["ruleId"] = rule_of(said);
  object["level"] = "note";
  std::string text = said.message;
  if (!said.suggestion.empty()) text += ". Help: " + said.suggestion;
  object["message"]["text"] = text + ".";
  object["locations"] = Json::array({located(said.where)});
  for (const Note& told : said.notes) {
    Json note;
    if (span_in(told.where) != nullptr) note = located(told.where);
    note["message"]["text"] = told.text;
    object["relatedLocations"].push_back(std::move(note));
  }
  object["partialFingerprints"]["assayFinding/v1"] = fingerprint;
  return object;
}

void SarifLog::add_warnings() {
  const std::vector<std::string> names = fingerprints(context_.warnings, context_.sources);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const SourceWarning& warning = context_.warnings[i];
    const std::optional<ErrorCode> code = warning.said.code;
    // A code that refuses at one place and warns at another is one rule.
    if (!code || !codes_.contains(*code)) warning_rules_.emplace(rule_of(warning.said), code);
    results_.push_back(result(warning, names[i]));
  }
}

Json SarifLog::warning_rule(const std::string& id, std::optional<ErrorCode> code) const {
  Json object;
  if (code) {
    object = rule(*code);
  } else {
    const std::string text = fmt::format("The compiler warns ({}).", id);
    object["id"] = id;
    object["shortDescription"]["text"] = text;
    object["fullDescription"]["text"] = text + " No verdict depends on it.";
    object["help"]["text"] = fmt::format("See the documentation of Clang for {}.", id);
    object["help"]["markdown"] = fmt::format("See the documentation of Clang for `{}`.", id);
  }
  object["defaultConfiguration"]["level"] = "note";
  object["properties"] = Json{
      {"tags", {"maintainability"}}, {"precision", "high"}, {"problem.severity", "recommendation"}};
  return object;
}

Json SarifLog::rule(ErrorCode code) const {
  const std::string title(error_title(code));
  Json object;
  object["id"] = error_id(code);
  object["shortDescription"]["text"] = title + ".";
  object["fullDescription"]["text"] = title + ".";
  const std::string_view page = context_.explain ? context_.explain(code) : std::string_view();
  object["help"]["text"] = fmt::format("Run 'assay explain {}'.", error_id(code));
  if (!page.empty()) object["help"]["markdown"] = page;
  object["defaultConfiguration"]["level"] = "error";
  object["properties"] = Json{
      {"tags", {"security", "verification"}}, {"precision", "high"}, {"problem.severity", "error"}};
  return object;
}

Json SarifLog::document() const {
  Json rules = Json::array();
  for (const ErrorCode code : codes_) rules.push_back(rule(code));
  for (const auto& [id, code] : warning_rules_) rules.push_back(warning_rule(id, code));
  Json run;
  run["tool"]["driver"] = Json{{"name", "assay"},
                               {"version", context_.version},
                               {"semanticVersion", context_.version},
                               {"rules", std::move(rules)}};
  run["columnKind"] = "utf16CodeUnits";
  run["originalUriBaseIds"][kRoot]["description"]["text"] = "The root folder of the sources.";
  Json invocation{{"executionSuccessful", notifications_.empty()}};
  if (!notifications_.empty()) invocation["toolExecutionNotifications"] = notifications_;
  run["invocations"] = Json::array({std::move(invocation)});
  run["results"] = results_;
  Json document;
  document["$schema"] = kSchema;
  document["version"] = "2.1.0";
  document["runs"] = Json::array({std::move(run)});
  return document;
}

}  // namespace

std::string render_sarif(std::span<const ProgramReport> reports, const ReportContext& context) {
  SarifLog log(context);
  for (const ProgramReport& report : reports) log.add(report);
  log.add_warnings();
  return log.document().dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay
