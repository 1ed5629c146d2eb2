// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/word_list.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay {

std::string word_list(std::span<const std::string> words) {
  constexpr std::size_t kMost = 3;
  const bool whole = words.size() <= kMost;
  const std::size_t shown = whole ? words.size() : kMost - 1;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += whole && i + 1 == shown ? " and " : ", ";
    text += words[i];
  }
  return whole ? text : fmt::format("{} and {} more", text, words.size() - shown);
}

}  // namespace assay
