// SPDX-License-Identifier: Apache-2.0
// Findings about the stack in the words of the source: by the variable's name where debug
// information makes it certain, else by what the source line or the writing line says.
//
// The checks say which bytes they speak of (StackAccess, Note::subject); all words are made here.
// Without debug information the words are still complete, so that all findings go through here
// before they are reported.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/program/frame_layout.hpp"
#include "ir/program/program.hpp"
#include "verifier/obligation/finding.hpp"

namespace assay {

/// The frame of the function that begins at slot `function`, as seen from slot `at`, which lies in
/// it; without one, as seen from a function that it calls.
struct FrameQuestion {
  std::uint32_t function = 0;
  std::optional<std::uint32_t> at;

  friend bool operator==(const FrameQuestion&, const FrameQuestion&) = default;
};

/// The frames that the findings speak of. None for most: what answers them costs time.
[[nodiscard]] std::vector<FrameQuestion> frame_questions(const Program& program,
                                                         std::span<const Finding> findings);

/// Words the findings that speak of the stack. `layouts` answers frame_questions, one for each; a
/// layout without variables is the answer of who does not know.
void word_stack(std::span<Finding> findings, const Program& program,
                std::span<const FrameLayout> layouts);

}  // namespace assay
