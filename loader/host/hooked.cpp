// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hooked.hpp"

#include <mutex>
#include <utility>
#include <variant>

#include "ir/contract/record.hpp"
#include "ir/event/parse_event.hpp"

namespace assay::loader {

Done Hooked::set_hooks(std::vector<HookSpec> hooks) {
  std::map<std::string, Contract, std::less<>> contracts;
  for (const HookSpec& hook : hooks) {
    auto read = read_records(hook.contract);
    auto* const contract = std::get_if<Contract>(&read);
    if (contract == nullptr) return Refusal{RefusalCode::ContractMalformed, hook.name};
    const bool is_first = contracts.emplace(hook.name, std::move(*contract)).second;
    if (!is_first) return Refusal{RefusalCode::ContractMalformed, "a second " + hook.name};
  }
  const std::unique_lock lock(lock_);
  hooks_ = std::move(hooks);
  contracts_ = std::move(contracts);
  return admission_->register_hooks(hooks_);
}

std::vector<HookSpec> Hooked::hooks() const {
  const std::shared_lock lock(lock_);
  return hooks_;
}

Outcome<Answer> Hooked::dispatch(std::string_view hook, std::string_view text) const {
  const std::shared_lock lock(lock_);
  const auto contract = contracts_.find(hook);
  if (contract == contracts_.end()) return Refusal{RefusalCode::HookAbsent, std::string(hook)};
  const Result<Event> event = parse_hook_event(text, contract->second);
  if (!event.ok()) return Refusal{RefusalCode::EventUnfit, event.error().message};
  const auto answer = admission_->dispatch(hook, event.value());
  if (!answer) return Refusal{RefusalCode::HookAbsent, std::string(hook)};
  return *answer;
}

}  // namespace assay::loader
