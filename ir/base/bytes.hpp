// SPDX-License-Identifier: Apache-2.0
// Little-endian numbers out of a byte span, bounds always checked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace assay {

/// Whether `count` bytes at `offset` lie inside `size` bytes.
[[nodiscard]] constexpr bool inside(std::uint64_t offset, std::uint64_t count, std::uint64_t size) {
  return offset <= size && count <= size - offset;
}

/// The 32-bit number at byte `offset`; nothing when it does not lie inside.
[[nodiscard]] inline std::optional<std::uint32_t> u32_at(std::span<const std::uint8_t> bytes,
                                                         std::uint64_t offset) {
  if (!inside(offset, 4, bytes.size())) return std::nullopt;
  const auto b = bytes.subspan(offset, 4);
  return std::uint32_t{b[0]} | std::uint32_t{b[1]} << 8 | std::uint32_t{b[2]} << 16 |
         std::uint32_t{b[3]} << 24;
}

/// The 16-bit number at byte `offset`; nothing when it does not lie inside.
[[nodiscard]] inline std::optional<std::uint16_t> u16_at(std::span<const std::uint8_t> bytes,
                                                         std::uint64_t offset) {
  if (!inside(offset, 2, bytes.size())) return std::nullopt;
  return static_cast<std::uint16_t>(bytes[offset] | bytes[offset + 1] << 8);
}

}  // namespace assay
