// SPDX-License-Identifier: Apache-2.0
#include "ir/base/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace assay {
namespace {

/// Levenshtein distance.
std::size_t distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i] == right[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j + 1] + 1, row[j] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_word(std::string_view wanted, const std::vector<std::string>& words) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, wanted.size() / 3) + 1;
  for (const std::string& word : words) {
    const std::size_t found = distance(wanted, word);
    if (found < best_distance) {
      best_distance = found;
      best = word;
    }
  }
  return best;
}

std::string meant_word(std::string_view wanted, const std::vector<std::string>& words) {
  const std::size_t allowed = std::min<std::size_t>(2, wanted.size() / 3);
  std::string best;
  std::size_t best_distance = allowed + 1;
  bool ambiguous = false;
  for (const std::string& word : words) {
    const std::size_t found = distance(wanted, word);
    if (found > best_distance || word == best) continue;
    ambiguous = found == best_distance;
    best_distance = found;
    best = word;
  }
  return ambiguous || best_distance == 0 || best_distance > allowed ? std::string() : best;
}

}  // namespace assay
