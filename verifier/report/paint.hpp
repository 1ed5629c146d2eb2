// SPDX-License-Identifier: Apache-2.0
// Colours of a terminal, for text that people read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay {

enum class Colour : std::uint8_t { Off, On };

enum class Paint : std::uint8_t { Bold, Red, Green, Cyan };

/// The text between escape sequences; as it is where colours are off.
[[nodiscard]] std::string painted(std::string_view text, Paint paint, Colour colour);

}  // namespace assay
