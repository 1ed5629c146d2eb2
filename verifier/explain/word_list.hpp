// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

namespace assay {

/// "a", "a and b", "a, b and c"; of many the first few and how many more.
[[nodiscard]] std::string word_list(std::span<const std::string> words);

}  // namespace assay
