// SPDX-License-Identifier: Apache-2.0
// Which variables lie in a function's stack frame, from DWARF's `.debug_info` (DWARF 5, sections
// 3.3.5 and 4.1), and how large it is, from LLVM's `.stack_sizes`.
//
// LLVM's BPF back end counts a variable's place from the frame's lowest byte, though it names r10,
// the frame's top, as its base. Read when there is a finding to explain, not with the program.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/program/frame_layout.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// The frame of the function that has the instruction `function`, as seen from `at`; without `at`
/// all its variables count as in scope.
struct FramePlace {
  CodePlace function;
  std::optional<CodePlace> at;
};

/// For each of `places` what the object says, which is nothing where it does not know. `object`
/// may be hostile. Errors: those of read_elf, and SectionMalformed, LimitExceeded.
[[nodiscard]] Result<std::vector<FrameLayout>> read_frame_layouts(
    std::span<const std::uint8_t> object, std::span<const FramePlace> places);

}  // namespace assay
