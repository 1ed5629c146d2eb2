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

/// The contracts of all hooks that differ, of one of the two.
class Narrowed {
 public:
  explicit Narrowed(std::string_view name) {
    const Contract* general = find_contract(name);
    ASSAY_CHECK(general != nullptr, "the contract of security modules");
    for (const std::string_view hook : lsm_hook_names()) add(*general, *find_lsm_hook(hook));
  }

  [[nodiscard]] const Contract& of(const LsmHook& hook) const {
    const auto same = std::ranges::find_if(contracts_, [&](const Entry& entry) {
      return entry.hook->arguments == hook.arguments && entry.hook->result == hook.result;
    });
    ASSAY_CHECK(same != contracts_.end(), "a hook without a contract");
    return same->contract;
  }

 private:
  struct Entry {
    const LsmHook* hook = nullptr;  // the first of those that are alike
    Contract contract;
  };

  void add(const Contract& general, const LsmHook& hook) {
    const bool known = std::ranges::any_of(contracts_, [&](const Entry& entry) {
      return entry.hook->arguments == hook.arguments && entry.hook->result == hook.result;
    });
    if (!known) contracts_.push_back({&hook, narrowed_to_lsm_hook(general, hook)});
  }

  std::vector<Entry> contracts_;
};

const Narrowed& plain() {
  static const Narrowed made(kPlain);
  return made;
}

const Narrowed& sleepable() {
  static const Narrowed made(kSleepable);
  return made;
}

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

Result<const Contract*> at_lsm_hook(const Contract& contract, std::string_view section) {
  const bool sleeps = contract.name == kSleepable;
  const std::size_t slash = section.find('/');
  if ((contract.name != kPlain && !sleeps) || slash == std::string_view::npos) return &contract;
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
  return sleeps ? &sleepable().of(*hook) : &plain().of(*hook);
}

}  // namespace assay::tables
