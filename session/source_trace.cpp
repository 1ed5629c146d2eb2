// SPDX-License-Identifier: Apache-2.0
#include "session/source_trace.hpp"

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ir/object/inlining.hpp"

namespace assay {
namespace {

using InlinedCalls = std::vector<std::vector<InlinedCall>>;

bool is_instruction(const Program& program, std::optional<std::uint32_t> slot) {
  return slot && *slot < program.instructions.size();
}

/// For each finding the inlined calls around its instruction.
InlinedCalls inlined_calls(const ProgramReport& report, const ObjectOrigin& origin) {
  const std::vector<Finding>& findings = report.outcome.findings;
  InlinedCalls calls(findings.size());
  std::vector<CodePlace> places;
  std::vector<std::size_t> owners;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (!is_instruction(*report.program, findings[i].slot)) continue;
    places.push_back(code_place(*report.program, *findings[i].slot));
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
  Trace(const ObjectOrigin& origin, Program& program) : origin_(origin), program_(program) {}

  std::vector<Note> notes(const Finding& finding, const std::vector<InlinedCall>& calls) {
    if (!is_instruction(program_, finding.slot)) return {};
    const SourceLocation& at = program_.locations[*finding.slot];
    if (at.file >= 0) add_macros(program_.files[static_cast<std::size_t>(at.file)], at);
    for (const InlinedCall& call : calls) {
      const std::string file = shown_file(call.file);
      add("in '" + call.callee + "', inlined from '" + call.caller + "'",
          {file, call.line, call.column, 0, {}});
      add_macros(file, {.line = call.line, .column = call.column});
    }
    return std::move(notes_);
  }

 private:
  // By value: places are added to the program's files.
  void add_macros(std::string file, SourceLocation at) {
    for (const MacroExpansion& expansion : origin_.expansions) {
      if (expansion.line != at.line || expansion.column != at.column ||
          shown_file(expansion.file) != file)
        continue;
      for (const SourceNote& note : expansion.notes) add(note.message, note.place);
    }
  }

  void add(std::string text, const SourcePlace& place) {
    notes_.push_back({slot_of(place), std::move(text)});
  }

  /// A place that is no instruction's is a slot behind them.
  std::optional<std::uint32_t> slot_of(const SourcePlace& place) {
    if (place.line == 0 || place.file.empty()) return std::nullopt;
    SourceLocation location{.line = place.line, .column = place.column};
    location.file = static_cast<std::int32_t>(program_.files.size());
    program_.files.push_back(shown_file(place.file));
    if (!place.text.empty()) {
      location.text = static_cast<std::int32_t>(program_.line_texts.size());
      program_.line_texts.push_back(place.text);
    }
    program_.locations.push_back(location);
    return static_cast<std::uint32_t>(program_.locations.size() - 1);
  }

  const ObjectOrigin& origin_;
  Program& program_;
  std::vector<Note> notes_;
};

}  // namespace

void add_source_trace(ProgramReport& report, const Candidate& candidate) {
  if (!candidate.origin || report.outcome.findings.empty()) return;
  const InlinedCalls calls = inlined_calls(report, *candidate.origin);
  auto program = std::make_shared<Program>(*report.program);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    Finding& finding = report.outcome.findings[i];
    std::vector<Note> notes = Trace(*candidate.origin, *program).notes(finding, calls[i]);
    finding.notes.insert(finding.notes.begin(), std::make_move_iterator(notes.begin()),
                         std::make_move_iterator(notes.end()));
  }
  report.program = std::move(program);
}

}  // namespace assay
