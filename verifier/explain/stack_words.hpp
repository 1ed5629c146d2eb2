// SPDX-License-Identifier: Apache-2.0
// Findings about the stack in the words of the source: by the variable's name where debug
// information makes it certain, else by what the source line or the writing line says.
//
// The checks say which bytes they speak of (StackAccess, Note::subject); all words are made here.
// Without debug information the words are still complete, so that all findings go through here
// before they are reported.
#pragma once

#include <span>
#include <vector>

#include "verifier/explain/frame_question.hpp"

namespace assay {

/// The frames that the findings speak of. None for most: what answers them costs time.
[[nodiscard]] std::vector<FrameQuestion> frame_questions(const Program& program,
                                                         std::span<const Finding> findings);

/// Words the findings that speak of the stack. `layouts` answers frame_questions, one for each; a
/// layout without variables is the answer of who does not know.
void word_stack(std::span<Finding> findings, const Program& program,
                std::span<const FrameLayout> layouts);

}  // namespace assay
