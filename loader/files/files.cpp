// SPDX-License-Identifier: Apache-2.0
#include "loader/files/files.hpp"

#include <algorithm>

namespace assay::loader {
namespace {

constexpr std::size_t kLongestName = 200;

bool may_stand_in_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

}  // namespace

bool is_file_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), may_stand_in_a_name);
}

Done replace(Files& files, const std::string& name, std::span<const std::uint8_t> bytes) {
  const std::string fresh = name + ".new";
  if (Done written = files.write(fresh, bytes); !written.ok()) return written;
  if (Done synced = files.sync(fresh); !synced.ok()) return synced;
  return files.rename(fresh, name);
}

}  // namespace assay::loader
