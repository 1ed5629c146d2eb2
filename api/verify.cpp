// SPDX-License-Identifier: Apache-2.0
// assay_verify: the programs of an input, judged, and their reports as handles and as a document.
#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "api/boundary.hpp"
#include "api/request.hpp"
#include "ir/base/errors.hpp"
#include "session/task.hpp"
#include "verifier/report/json.hpp"

namespace assay {
namespace {

assay_verdict verdict_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Accept:
      return ASSAY_VERDICT_ACCEPT;
    case Verdict::Reject:
      return ASSAY_VERDICT_REJECT;
    case Verdict::Error:
      return ASSAY_VERDICT_ERROR;
  }
  internal_fault(__FILE__, __LINE__, "verdict out of range");
}

assay_place place_of(const ProgramReport& report, const Where& where) {
  const auto at = source_span(report, where);
  return at ? assay_place{at->file, at->line, at->column} : assay_place{};
}

assay_finding finding_of(const ProgramReport& report, const Finding& finding) {
  assay_finding made;
  made.code = error_id(finding.code);
  made.message = sentence(finding);
  made.suggestion = finding.suggestion;
  made.place = place_of(report, finding.where);
  if (const auto slot = slot_in(finding.where)) made.instruction = *slot;
  for (const Note& note : finding.notes)
    made.notes.push_back({note.text, place_of(report, note.where)});
  return made;
}

assay_program program_of(const ProgramReport& report) {
  assay_program made;
  made.section = report.section;
  made.name = report.name;
  made.contract = report.outcome.contract;
  made.verdict = verdict_of(report.outcome.verdict);
  made.worst_case = report.outcome.worst_case_instructions;
  for (const Finding& finding : report.outcome.findings)
    made.findings.push_back(finding_of(report, finding));
  return made;
}

/// Accept where all are accepted and there is one.
assay_verdict worst_of(const std::vector<assay_program>& programs) {
  if (programs.empty()) return ASSAY_VERDICT_ERROR;
  const auto worse = [](const assay_program& a, const assay_program& b) {
    return a.verdict < b.verdict;
  };
  return std::max_element(programs.begin(), programs.end(), worse)->verdict;
}

/// The document of the command line. It shows no source lines, so that no file is looked at.
std::string document_of(const std::vector<ProgramReport>& reports) {
  SourceLines sources;
  std::vector<SourceWarning> warnings;
  for (const ProgramReport& report : reports)
    std::ranges::move(warnings_of(report), std::back_inserter(warnings));
  return render_json(reports, {ASSAY_VERSION, "", nullptr, sources, warnings});
}

std::optional<Error> verify_input(const assay_session* session, const assay_input* input,
                                  assay_result** result) {
  if (result == nullptr) return misuse("there is no place for the result");
  *result = nullptr;
  const Result<JudgeOptions> options = options_of(session);
  if (!options.ok()) return options.error();
  Result<NamedBytes> file = bytes_of(input);
  if (!file.ok()) return file.error();
  const std::string name = file.value().name;
  std::vector<ProgramReport> reports;
  for (const Task& task : tasks_of(name, candidates_of(*session, std::move(file).value()), {}))
    reports.push_back(report_of(task, options.value()));
  auto made = std::make_unique<assay_result>();
  for (const ProgramReport& report : reports) made->programs.push_back(program_of(report));
  made->verdict = worst_of(made->programs);
  made->json = document_of(reports);
  *result = made.release();
  return std::nullopt;
}

}  // namespace
}  // namespace assay

assay_error* assay_verify(const assay_session* session, const assay_input* input,
                          assay_result** result) {
  return assay::at_the_boundary([&] { return assay::verify_input(session, input, result); });
}

void assay_result_free(assay_result* result) { delete result; }
