// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hooked.hpp"

#include <set>
#include <utility>
#include <variant>

#include "ir/contract/record.hpp"
#include "ir/event/parse_event.hpp"

namespace assay::loader {

Done Hooked::set_hooks(std::vector<HookSpec> hooks) {
  std::set<std::string, std::less<>> names;
  for (HookSpec& hook : hooks) {
    auto read = read_records(hook.contract);
    auto* const contract = std::get_if<Contract>(&read);
    if (contract == nullptr) return Refusal{RefusalCode::ContractMalformed, hook.name};
    hook.read = std::make_shared<const Contract>(std::move(*contract));
    const bool is_first = names.insert(hook.name).second;
    if (!is_first) return Refusal{RefusalCode::ContractMalformed, "a second " + hook.name};
  }
  return admission_->register_hooks(std::move(hooks));
}

Outcome<Answer> Hooked::dispatch(std::string_view hook, std::string_view text) const {
  HookNow now = admission_->hook_now(hook);
  const HookTable* const table = now.table();
  if (table == nullptr || table->contract == nullptr)
    return Refusal{RefusalCode::HookAbsent, std::string(hook)};
  const Result<Event> event = parse_hook_event(text, *table->contract);
  if (!event.ok()) return Refusal{RefusalCode::EventUnfit, event.error().message};
  return now.answer_to(event.value());
}

}  // namespace assay::loader
