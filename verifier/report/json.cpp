// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/json.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "verifier/report/assumes_json.hpp"
#include "verifier/report/contract_facts.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

/// Null stands for what is unknown, so that every key is always there.
Json string_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

void add_position(Json& object, const ProgramReport& report, std::optional<std::uint32_t> slot) {
  const auto at = source_position(report, slot);
  object["file"] = at ? Json(at->file) : Json();
  object["line"] = at ? Json(at->line) : Json();
  object["column"] = at && at->column != 0 ? Json(at->column) : Json();
  // A place in a C source is a slot of a program that has no instructions.
  const bool beyond = report.program && slot && *slot >= report.program->instructions.size();
  object["instruction"] = slot && !beyond ? Json(*slot) : Json();
}

std::string sentence(const Finding& finding) {
  return finding.message.empty() ? std::string(error_title(finding.code)) : finding.message;
}

Json edit_json(const Edit& edit) {
  return Json{{"file", edit.file},
              {"line", edit.line},
              {"column", edit.column},
              {"end_line", edit.end_line},
              {"end_column", edit.end_column},
              {"replacement", edit.replacement}};
}

Json finding_json(const ProgramReport& report, const Finding& finding) {
  Json object;
  object["code"] = error_id(finding.code);
  object["message"] = sentence(finding);
  add_position(object, report, finding.slot);
  object["notes"] = Json::array();
  for (const Note& note : finding.notes) {
    Json entry;
    entry["message"] = note.text;
    add_position(entry, report, note.slot);
    object["notes"].push_back(std::move(entry));
  }
  object["fixes"] = Json::array();
  for (const Edit& edit : finding.fixes) object["fixes"].push_back(edit_json(edit));
  object["supplied"] = string_or_null(contract_fact(report, finding));
  object["suggestion"] = string_or_null(finding.suggestion);
  return object;
}

Json program_json(const ProgramReport& report) {
  const Outcome& outcome = report.outcome;
  Json object;
  object["file"] = report.file;
  object["section"] = report.section;
  object["name"] = report.name;
  object["contract"] = string_or_null(outcome.contract);
  object["verdict"] = verdict_name(outcome.verdict);
  object["class"] = string_or_null(class_name(outcome_class(outcome)));
  object["assumes"] = assumes_json(report);
  object["instructions"] = outcome.instructions;
  object["worst_case_instructions"] = outcome.worst_case_instructions;
  object["budget"] = report.budget;
  object["tail_calls_multiply"] = outcome.tail_calls_multiply;
  object["seconds"] = outcome.seconds;
  object["states"] = outcome.states;
  object["findings"] = Json::array();
  for (const Finding& finding : outcome.findings) {
    object["findings"].push_back(finding_json(report, finding));
  }
  return object;
}

std::string dumped(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json sarif_physical(const SourcePosition& at) {
  Json physical;
  physical["artifactLocation"]["uri"] = at.file;
  physical["region"]["startLine"] = at.line;
  if (at.column != 0) physical["region"]["startColumn"] = at.column;
  return physical;
}

/// A note, with the place that it is about where there is one.
Json sarif_note(const ProgramReport& report, const Note& note) {
  Json location;
  if (const auto at = source_position(report, note.slot)) {
    location["physicalLocation"] = sarif_physical(*at);
  }
  location["message"]["text"] = note.text;
  return location;
}

Json sarif_location(const ProgramReport& report, const Finding& finding) {
  Json physical;
  if (const auto at = source_position(report, finding.slot)) {
    physical = sarif_physical(*at);
  } else {
    physical["artifactLocation"]["uri"] = report.file;
  }
  Json location;
  location["physicalLocation"] = std::move(physical);
  if (!report.name.empty()) {
    location["logicalLocations"] =
        Json::array({Json{{"fullyQualifiedName", program_title(report)}, {"kind", "function"}}});
  }
  return location;
}

/// One change a file, as SARIF wants it; edits of a file stand together.
Json sarif_fix(const std::vector<Edit>& edits) {
  Json changes = Json::array();
  for (const Edit& edit : edits) {
    if (changes.empty() || changes.back()["artifactLocation"]["uri"] != edit.file) {
      changes.push_back(Json{{"artifactLocation", {{"uri", edit.file}}}});
    }
    changes.back()["replacements"].push_back(
        Json{{"deletedRegion",
              {{"startLine", edit.line},
               {"startColumn", edit.column},
               {"endLine", edit.end_line},
               {"endColumn", edit.end_column}}},
             {"insertedContent", {{"text", edit.replacement}}}});
  }
  return Json{{"artifactChanges", std::move(changes)}};
}

Json sarif_result(const ProgramReport& report, const Finding& finding) {
  Json result;
  result["ruleId"] = error_id(finding.code);
  result["level"] = "error";
  result["message"]["text"] = sentence(finding);
  result["locations"] = Json::array({sarif_location(report, finding)});
  for (const Note& note : finding.notes) {
    result["relatedLocations"].push_back(sarif_note(report, note));
  }
  if (!finding.fixes.empty()) result["fixes"] = Json::array({sarif_fix(finding.fixes)});
  return result;
}

}  // namespace

std::string render_json(std::span<const ProgramReport> reports, std::string_view version) {
  Json document;
  document["assay"] = version;
  document["programs"] = Json::array();
  for (const ProgramReport& report : reports) document["programs"].push_back(program_json(report));
  return dumped(document);
}

std::string render_sarif(std::span<const ProgramReport> reports, std::string_view version) {
  std::set<ErrorCode> codes;
  Json results = Json::array();
  for (const ProgramReport& report : reports) {
    for (const Finding& finding : report.outcome.findings) {
      codes.insert(finding.code);
      results.push_back(sarif_result(report, finding));
    }
  }
  Json rules = Json::array();
  for (const ErrorCode code : codes) {
    Json rule;
    rule["id"] = error_id(code);
    rule["shortDescription"]["text"] = error_title(code);
    rules.push_back(std::move(rule));
  }
  Json run;
  run["tool"]["driver"] =
      Json{{"name", "assay"}, {"version", version}, {"rules", std::move(rules)}};
  run["results"] = std::move(results);
  Json document;
  document["version"] = "2.1.0";
  document["runs"] = Json::array({std::move(run)});
  return dumped(document);
}

}  // namespace assay
