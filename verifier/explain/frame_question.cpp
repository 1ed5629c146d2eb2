// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/frame_question.hpp"

#include <algorithm>

namespace assay {

std::optional<FrameQuestion> question_of(const Program& program, const FrameRange& bytes,
                                         std::optional<std::uint32_t> slot) {
  if (!bytes.function) return std::nullopt;
  const Function& function = program.functions.at(function_at(program, *bytes.function));
  FrameQuestion question{*bytes.function, std::nullopt};
  if (slot && *slot >= function.begin && *slot < function.end) question.at = slot;
  return question;
}

void FrameQuestions::add(const std::optional<FrameQuestion>& question) {
  if (question && std::ranges::find(all_, *question) == all_.end()) all_.push_back(*question);
}

FrameLayout FrameQuestions::answer(std::span<const FrameLayout> layouts,
                                   const std::optional<FrameQuestion>& question) const {
  if (!question) return {};
  const auto place = static_cast<std::size_t>(std::ranges::find(all_, *question) - all_.begin());
  return place < layouts.size() ? layouts[place] : FrameLayout();
}

}  // namespace assay
