// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/platform_facts.hpp"

#include <fmt/format.h>

#include <utility>

#include "ir/contract/builtin_texts.hpp"

namespace assay {

void set_platform_facts(Contract& contract) {
  Contract facts =
      builtin_part(fmt::format("{}/shared/every_hook", platform_name(contract.platform)));
  contract.executions = std::move(facts.executions);
  contract.absent_helpers = std::move(facts.absent_helpers);
  contract.policy.moved_context_pointers = facts.policy.moved_context_pointers;
  contract.policy.maps_told_apart_by_type = facts.policy.maps_told_apart_by_type;
}

}  // namespace assay
