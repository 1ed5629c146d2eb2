// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/absent.hpp"

#include <fmt/format.h>

#include <map>

#include "ir/contract/builtin_texts.hpp"
#include "ir/contract/platforms.hpp"

namespace assay {

namespace {

using Names = std::map<std::uint32_t, std::string>;

/// All helpers stand in parts; from here on, each hook has its own under the same numbers.
constexpr std::uint32_t kFirstOfHooks = 1u << 16;

Names names_of(Platform platform) {
  Names names;
  const std::string folder = fmt::format("{}/", platform_name(platform));
  for (const BuiltinText& part : builtin_part_texts()) {
    if (!part.name.starts_with(folder)) continue;
    for (const Helper& helper : builtin_part(part.name).helpers) {
      if (helper.id < kFirstOfHooks) names.try_emplace(helper.id, helper.name);
    }
  }
  return names;
}

/// Made once: a search asks for a name each time that it meets such a call.
const Names& names_on(Platform platform) {
  static const std::map<Platform, Names> all = [] {
    std::map<Platform, Names> names;
    for (const PlatformRow& row : kPlatformRows) names[row.platform] = names_of(row.platform);
    return names;
  }();
  return all.at(platform);
}

}  // namespace

std::string helper_name(Platform platform, std::uint32_t id) {
  const Names& names = names_on(platform);
  const auto found = names.find(id);
  return found == names.end() ? std::string{} : found->second;
}

std::string why_absent(const Contract& contract, std::uint32_t id) {
  if (find_helper(contract, id) != nullptr) return {};
  for (const AbsentHelper& absent : contract.absent_helpers) {
    if (absent.id == id) return absent.why;
  }
  return {};
}

}  // namespace assay
