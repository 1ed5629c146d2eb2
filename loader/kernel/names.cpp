// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/names.hpp"

#include <fmt/format.h>
#include <linux/bpf.h>

#include <algorithm>

namespace assay::loader {
namespace {

constexpr std::size_t kMostPinName = 200;  // the file system takes 255, with what stands before it

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

std::string kernel_name(std::string_view name) {
  std::string out(name.substr(0, BPF_OBJ_NAME_LEN - 1));
  std::replace_if(out.begin(), out.end(), [](char c) { return !is_word(c) && c != '.'; }, '_');
  return out;
}

std::string program_name(unsigned hook, std::string_view name) {
  return kernel_name(fmt::format("{:02x}_{}", hook, name));
}

bool is_for_hook(std::string_view program_name, unsigned hook) {
  return program_name.starts_with(fmt::format("{:02x}_", hook));
}

std::optional<std::string> pin_name(std::string_view name) {
  const bool fits =
      std::ranges::all_of(name, [](char c) { return is_word(c) || c == '-' || c == '.'; });
  if (!fits || name.empty() || name.size() > kMostPinName) return std::nullopt;
  std::string out(name);
  std::ranges::replace(out, '.', ':');  // which no name has: two names are two pins
  return out;
}

}  // namespace assay::loader
