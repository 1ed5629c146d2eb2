// SPDX-License-Identifier: Apache-2.0
// What must be asked of debug information about a frame.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/program/frame_layout.hpp"
#include "ir/program/program.hpp"
#include "verifier/explain/finding.hpp"

namespace assay {

/// The frame of the function that begins at slot `function`, as seen from slot `at`, which lies in
/// it; without one, as seen from a function that it calls.
struct FrameQuestion {
  std::uint32_t function = 0;
  std::optional<std::uint32_t> at;

  friend bool operator==(const FrameQuestion&, const FrameQuestion&) = default;
};

/// The question about these bytes, as the instruction at `slot` meets them; none where nobody knows
/// whose frame it is.
[[nodiscard]] std::optional<FrameQuestion> question_of(const Program& program,
                                                       const FrameRange& bytes,
                                                       std::optional<std::uint32_t> slot);

/// Questions, each once, in the order in which they came up.
class FrameQuestions {
 public:
  void add(const std::optional<FrameQuestion>& question);
  [[nodiscard]] const std::vector<FrameQuestion>& all() const { return all_; }
  /// The answer among `layouts`, one for each question; an empty layout where there is none.
  [[nodiscard]] FrameLayout answer(std::span<const FrameLayout> layouts,
                                   const std::optional<FrameQuestion>& question) const;

 private:
  std::vector<FrameQuestion> all_;
};

}  // namespace assay
