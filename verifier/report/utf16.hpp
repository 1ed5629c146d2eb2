// SPDX-License-Identifier: Apache-2.0
// Columns in UTF-16 code units, which SARIF counts in, from columns in bytes, which compilers count
// in.
#pragma once

#include <cstdint>
#include <string_view>

namespace assay {

/// The column (from 1) in UTF-16 code units of byte column `column` (from 1) of the UTF-8 text
/// `line`. Bytes past the line's end count as one unit each; a byte that is no valid UTF-8 lead
/// counts as the unit of its replacement character.
[[nodiscard]] std::uint32_t utf16_column(std::string_view line, std::uint32_t column);

}  // namespace assay
