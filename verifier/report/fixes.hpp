// SPDX-License-Identifier: Apache-2.0
// Edits that repair a finding, as text for people.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ir/diagnostic/edit.hpp"

namespace assay {

/// For edits of line `line` of `file`, which was just shown with its caret: one more line, with
/// what they write below where they write it. For any other edit a line that says what and where.
[[nodiscard]] std::string render_fixes(std::span<const Edit> fixes, std::string_view file,
                                       std::uint32_t line);

}  // namespace assay
