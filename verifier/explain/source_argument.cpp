// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/source_argument.hpp"

#include <algorithm>

namespace assay {
namespace {

constexpr std::size_t kMostBytes = 60;  // of an expression that still reads as a name

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string argument_in_line(std::string_view line, std::string_view helper,
                             std::uint32_t argument) {
  const std::string call = std::string(helper) + "(";
  const std::size_t begin = line.find(call);
  if (begin == std::string_view::npos || line.find(call, begin + 1) != std::string_view::npos)
    return {};
  std::uint32_t number = 1;
  int depth = 0;
  std::size_t start = begin + call.size();
  for (std::size_t i = start; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || c == '\'') return {};
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (depth > 0) {
      if (c == ')' || c == ']' || c == '}') --depth;
      continue;
    }
    if (c != ',' && c != ')') continue;
    if (number == argument) {
      const std::string_view text = trimmed(line.substr(start, i - start));
      return text.size() > kMostBytes ? std::string() : std::string(text);
    }
    if (c == ')') return {};
    ++number;
    start = i + 1;
  }
  return {};
}

}  // namespace assay
