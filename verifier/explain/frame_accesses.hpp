// SPDX-License-Identifier: Apache-2.0
// What the code of a function does with its own frame at offsets that are written in the code.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ir/program/program.hpp"

namespace assay {

/// An access to the bytes [low, low + size) of the frame, counted from its top; of size 0, an
/// address that is handed on, in an argument or to memory.
struct FrameUse {
  std::uint32_t slot = 0;
  std::int64_t low = 0;
  std::uint32_t size = 0;
  bool writes = false;  // for certain
};

/// In the order of slots.
[[nodiscard]] std::vector<FrameUse> frame_uses(const Program& program, const Function& function);

/// The first instruction that writes a byte of [low, high), or, when none is certain to, hands on
/// an address in it.
[[nodiscard]] std::optional<std::uint32_t> first_writer(const std::vector<FrameUse>& uses,
                                                        std::int64_t low, std::int64_t high);

}  // namespace assay
