// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/linux_lsm_contracts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ir/base/nearest.hpp"

namespace assay::tables {

namespace {

constexpr std::string_view kPlain = "linux/lsm";
constexpr std::string_view kSleepable = "linux/lsm_sleepable";

Error no_hook(std::string_view name, std::string_view why) {
  return Error{ErrorCode::ContractUnknown, fmt::format("'{}' {}", name, why)};
}

Error unknown_hook(std::string_view name) {
  std::vector<std::string> words;
  for (const std::string_view word : lsm_hook_names()) words.emplace_back(word);
  const std::string near = nearest_word(name, words);
  return no_hook(
      name,
      fmt::format("is not among the hooks of security modules that Linux 6.12 has{}; --contract "
                  "linux/lsm judges a program for any of them (result 0)",
                  near.empty() ? "" : fmt::format(" (the nearest is {})", near)));
}

}  // namespace

Result<std::shared_ptr<const Contract>> at_lsm_hook(const std::shared_ptr<const Contract>& contract,
                                                    std::string_view section) {
  const bool sleeps = contract->name == kSleepable;
  const std::size_t slash = section.find('/');
  if ((contract->name != kPlain && !sleeps) || slash == std::string_view::npos) return contract;
  const std::string_view name = section.substr(slash + 1);
  const LsmHook* hook = find_lsm_hook(name);
  if (hook == nullptr) return unknown_hook(name);
  switch (hook->use) {
    case LsmUse::Refused:
      return no_hook(name, "is a hook of security modules to which no BPF program may be attached");
    case LsmUse::Plain:
      if (sleeps) {
        return no_hook(name,
                       "is a hook of security modules where a program must not sleep: name the "
                       "section \"lsm/" +
                           std::string(name) + "\"");
      }
      break;
    case LsmUse::MaySleep:
      break;
  }
  return std::make_shared<const Contract>(narrowed_to_lsm_hook(*contract, *hook));
}

}  // namespace assay::tables
