// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/source_argument.hpp"

#include <algorithm>
#include <optional>

namespace assay {
namespace {

constexpr std::size_t kMostBytes = 60;  // of an expression that still reads as a name

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Where the only call of `helper` begins, without a prefix of its name.
std::optional<std::size_t> only_call(std::string_view line, std::string_view helper) {
  const std::string call = std::string(helper) + "(";
  const std::size_t begin = line.find(call);
  if (begin == std::string_view::npos || line.find(call, begin + 1) != std::string_view::npos)
    return std::nullopt;
  return begin;
}

bool is_letter(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// `text` without the names, members and arrows that it ends in.
std::string_view without_name(std::string_view text) {
  while (!text.empty()) {
    if (is_letter(text.back()) || text.back() == '.') {
      text.remove_suffix(1);
    } else if (text.ends_with("->")) {
      text.remove_suffix(2);
    } else {
      break;
    }
  }
  return text;
}

/// `text` without a cast that it ends in.
std::string_view without_cast(std::string_view text) {
  if (!text.ends_with(')')) return text;
  const std::size_t open = text.rfind('(');
  return open == std::string_view::npos ? text : trimmed(text.substr(0, open));
}

}  // namespace

std::string argument_in_line(std::string_view line, std::string_view helper,
                             std::uint32_t argument) {
  const auto begin = only_call(line, helper);
  if (!begin) return {};
  std::uint32_t number = 1;
  int depth = 0;
  std::size_t start = *begin + helper.size() + 1;
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

std::string result_in_line(std::string_view line, std::string_view helper) {
  const auto call = only_call(line, helper);
  if (!call) return {};
  std::string_view left = line.substr(0, *call);
  while (!left.empty() && is_letter(left.back())) left.remove_suffix(1);  // a prefix
  left = without_cast(trimmed(left));
  if (!left.ends_with('=')) return {};
  left.remove_suffix(1);
  left = trimmed(left);  // of "x == f()" or "x += f()" no name is left
  const std::string_view name = left.substr(without_name(left).size());
  const bool reads_as_name = !name.empty() && is_letter(name.front()) && name.size() <= kMostBytes;
  return reads_as_name ? std::string(name) : std::string();
}

bool has_name(std::string_view line, std::string_view name) {
  for (std::size_t at = line.find(name); at != std::string_view::npos;
       at = line.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !is_letter(line[at - 1]);
    if (begins && (end == line.size() || !is_letter(line[end]))) return true;
  }
  return false;
}

}  // namespace assay
