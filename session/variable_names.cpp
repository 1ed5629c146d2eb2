// SPDX-License-Identifier: Apache-2.0
#include "session/variable_names.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "ir/object/frame_layouts.hpp"
#include "verifier/explain/crossed_edges.hpp"
#include "verifier/explain/stack_words.hpp"

namespace assay {
namespace {

std::vector<FrameLayout> answers(const Program& program, const ObjectOrigin& origin,
                                 const std::vector<FrameQuestion>& questions) {
  std::vector<FramePlace> places;
  for (const FrameQuestion& question : questions) {
    FramePlace place{code_place(program, question.function), std::nullopt};
    if (question.at) place.at = code_place(program, *question.at);
    places.push_back(place);
  }
  auto read = read_frame_layouts(origin.object, places);
  return read.ok() ? std::move(read).value() : std::vector<FrameLayout>();
}

}  // namespace

void name_variables(ProgramReport& report, const Candidate& candidate) {
  const std::vector<FrameQuestion> questions =
      frame_questions(*report.program, report.outcome.findings);
  std::vector<FrameLayout> layouts;
  if (candidate.origin && !questions.empty())
    layouts = answers(*report.program, *candidate.origin, questions);
  word_stack(report.outcome.findings, *report.program, layouts);
}

std::vector<Finding> crossed_edges_of(const Candidate& candidate, const Contract& contract,
                                      const Acceptance& acceptance) {
  if (!candidate.origin) return {};
  const Program& program = *candidate.program;
  const std::vector<IndexedAccess> accesses = indexed_accesses(program, contract, acceptance);
  const std::vector<FrameQuestion> questions = frame_questions(program, accesses);
  if (questions.empty()) return {};
  return crossed_edges(program, accesses, answers(program, *candidate.origin, questions));
}

}  // namespace assay
