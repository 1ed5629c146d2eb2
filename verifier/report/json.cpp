// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/json.hpp"

#include <nlohmann/json.hpp>

#include "ir/base/errors.hpp"
#include "verifier/report/assumes_json.hpp"
#include "verifier/report/contract_facts.hpp"

namespace assay {
namespace {

using Json = nlohmann::ordered_json;

/// Null stands for what is unknown, so that every key is always there.
Json string_or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }

void add_place(Json& object, const SourceSpan* at) {
  object["file"] = at == nullptr ? Json() : Json(at->file);
  object["line"] = at == nullptr ? Json() : Json(at->line);
  object["column"] = at == nullptr || at->column == 0 ? Json() : Json(at->column);
}

void add_place(Json& object, const ProgramReport& report, const Where& where) {
  const auto at = source_span(report, where);
  add_place(object, at ? &*at : nullptr);
  const auto slot = slot_in(where);
  object["instruction"] = slot ? Json(*slot) : Json();
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
  add_place(object, report, finding.where);
  object["notes"] = Json::array();
  for (const Note& note : finding.notes) {
    Json entry;
    entry["message"] = note.text;
    add_place(entry, report, note.where);
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

Json warning_json(const SourceWarning& warning) {
  const Diagnostic& said = warning.said;
  Json object;
  object["input"] = warning.input;
  object["rule"] = rule_of(said);
  object["message"] = said.message;
  add_place(object, span_in(said.where));
  object["notes"] = Json::array();
  for (const Note& note : said.notes) {
    Json entry;
    entry["message"] = note.text;
    add_place(entry, span_in(note.where));
    object["notes"].push_back(std::move(entry));
  }
  object["suggestion"] = string_or_null(said.suggestion);
  return object;
}

std::string dumped(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string render_json(std::span<const ProgramReport> reports, const ReportContext& context) {
  Json document;
  document["assay"] = context.version;
  document["programs"] = Json::array();
  for (const ProgramReport& report : reports) document["programs"].push_back(program_json(report));
  document["warnings"] = Json::array();
  for (const SourceWarning& warning : context.warnings)
    document["warnings"].push_back(warning_json(warning));
  return dumped(document);
}

}  // namespace assay
