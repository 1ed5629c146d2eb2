// SPDX-License-Identifier: Apache-2.0
// The variables of one frame by the place where the program has them.
#pragma once

#include <cstdint>
#include <optional>

#include "ir/program/frame_layout.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// A variable, and where it begins, in bytes from the frame's top (so below 0).
struct PlacedVariable {
  const FrameVariable* variable = nullptr;  // of the layout
  std::int64_t begin = 0;
  [[nodiscard]] std::int64_t end() const { return begin + variable->size; }
};

class FrameNames {
 public:
  /// Both must outlive the object. Where `layout` does not know the frame's size, names are given
  /// only if one size fits everything that the code of `function` does with its frame.
  FrameNames(const Program& program, std::uint32_t function, const FrameLayout& layout);

  /// The variable that has this byte of the frame; nothing when it is not certain which.
  [[nodiscard]] std::optional<PlacedVariable> at(std::int64_t byte) const;

 private:
  const FrameLayout& layout_;
  std::optional<std::int64_t> bytes_;  // of the frame
};

}  // namespace assay
