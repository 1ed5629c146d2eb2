// SPDX-License-Identifier: Apache-2.0
// Bytes as what is shown of a package writes them.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>

namespace assay {

/// Two digits a byte, in lower case.
[[nodiscard]] inline std::string hexadecimal(std::span<const std::uint8_t> bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace assay
