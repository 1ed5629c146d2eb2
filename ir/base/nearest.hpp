// SPDX-License-Identifier: Apache-2.0
// The word that somebody may have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// The first word of least edit distance to `wanted`, or empty when none is near enough to be a
/// slip of the pen.
[[nodiscard]] std::string nearest_word(std::string_view wanted,
                                       const std::vector<std::string>& words);

/// The one word that `wanted` must have been meant to be: two edits away at most, and fewer than
/// one for three letters, while no other word is as near. Empty when there is no such word, or when
/// `wanted` is one of them.
[[nodiscard]] std::string meant_word(std::string_view wanted,
                                     const std::vector<std::string>& words);

}  // namespace assay
