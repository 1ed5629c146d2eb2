// SPDX-License-Identifier: Apache-2.0
#include "session/source_trace.hpp"

#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "ir/object/inlining.hpp"
#include "ir/program/source_span.hpp"

namespace assay {
namespace {

using InlinedCalls = std::vector<std::vector<InlinedCall>>;

/// For each finding the inlined calls around its instruction.
InlinedCalls inlined_calls(const ProgramReport& report, const ObjectOrigin& origin) {
  const std::vector<Finding>& findings = report.outcome.findings;
  InlinedCalls calls(findings.size());
  std::vector<CodePlace> places;
  std::vector<std::size_t> owners;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto slot = slot_in(findings[i].where);
    if (!slot || *slot >= report.program->instructions.size()) continue;
    places.push_back(code_place(*report.program, *slot));
    owners.push_back(i);
  }
  if (places.empty()) return calls;
  auto read = read_inlined_calls(origin.object, places);
  if (!read.ok()) return calls;
  for (std::size_t i = 0; i < owners.size(); ++i) calls[owners[i]] = std::move(read.value()[i]);
  return calls;
}

/// The notes of one finding.
class Trace {
 public:
  Trace(const ObjectOrigin& origin, const Program& program) : origin_(origin), program_(program) {}

  std::vector<Note> notes(const Finding& finding, const std::vector<InlinedCall>& calls) {
    const auto slot = slot_in(finding.where);
    if (!slot) return {};
    if (const auto at = source_span(program_, *slot)) add_macros(*at);
    for (const InlinedCall& call : calls) {
      const SourceSpan at{shown_file(call.file), call.line, call.column};
      add("in '" + call.callee + "', inlined from '" + call.caller + "'", at);
      add_macros(at);
    }
    return std::move(notes_);
  }

 private:
  void add_macros(const SourceSpan& at) {
    for (const MacroExpansion& expansion : origin_.expansions) {
      if (expansion.line != at.line || expansion.column != at.column ||
          shown_file(expansion.file) != at.file)
        continue;
      for (const Note& note : expansion.notes) add(note.text, note.where);
    }
  }

  void add(std::string text, Where where) {
    if (auto* span = std::get_if<SourceSpan>(&where)) {
      span->file = shown_file(std::move(span->file));
      if (span->line == 0 || span->file.empty()) where = Whole{};
    }
    notes_.push_back({std::move(where), std::move(text)});
  }

  const ObjectOrigin& origin_;
  const Program& program_;
  std::vector<Note> notes_;
};

}  // namespace

void add_source_trace(ProgramReport& report, const Candidate& candidate) {
  if (!candidate.origin || report.outcome.findings.empty()) return;
  const InlinedCalls calls = inlined_calls(report, *candidate.origin);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    Finding& finding = report.outcome.findings[i];
    std::vector<Note> notes = Trace(*candidate.origin, *report.program).notes(finding, calls[i]);
    finding.notes.insert(finding.notes.begin(), std::make_move_iterator(notes.begin()),
                         std::make_move_iterator(notes.end()));
  }
}

}  // namespace assay
