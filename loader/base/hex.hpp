// SPDX-License-Identifier: Apache-2.0
// Bytes as hexadecimal digits in lower case, the one way in which the loader writes digests, keys
// and signatures.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::loader {

using Bytes = std::vector<std::uint8_t>;

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
/// Nothing where `text` is anything but pairs of digits in lower case.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

/// Exactly `size` bytes out of twice as many digits.
template <std::size_t size>
[[nodiscard]] std::optional<std::array<std::uint8_t, size>> array_from_hex(std::string_view text) {
  const std::optional<Bytes> bytes = from_hex(text);
  if (!bytes || bytes->size() != size) return std::nullopt;
  std::array<std::uint8_t, size> out{};
  for (std::size_t i = 0; i < size; ++i) out[i] = (*bytes)[i];
  return out;
}

}  // namespace assay::loader
