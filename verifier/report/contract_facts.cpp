// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/contract_facts.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

std::string context_fact(const Contract& contract) {
  if (contract.context_size == 0) return contract.name + " supplies no context fields";
  return fmt::format("{} supplies a context of {} bytes with {} fields", contract.name,
                     contract.context_size, contract.fields.size());
}

std::string region_fact(const Contract& contract, std::uint32_t index) {
  if (index >= contract.regions.size()) return {};
  const Region& region = contract.regions[index];
  const std::string nulls = region.may_be_null ? ", and its pointers may be null" : "";
  const std::string order =
      region.most_reversed() != 0 ? ", and its start may lie beyond its end" : "";
  return fmt::format(
      "{} supplies {} of up to {} bytes{}{}; only a test in the program can show how long it is",
      contract.name, region.name, grouped(region.max_size), nulls, order);
}

std::string return_fact(const Contract& contract) {
  if (!contract.result.checked) return {};
  if (contract.result.min == contract.result.max) {
    return fmt::format("{} accepts only {} as the return value", contract.name,
                       grouped_signed(contract.result.min));
  }
  return fmt::format("{} accepts return values from {} to {}", contract.name,
                     grouped_signed(contract.result.min), grouped_signed(contract.result.max));
}

std::string map_kinds_fact(const Contract& contract) {
  std::string names;
  for (const MapKind& kind : contract.map_kinds) names += (names.empty() ? "" : ", ") + kind.name;
  return contract.name + " supplies maps of these kinds: " + names;
}

std::string stack_fact(const Contract& contract) {
  const Limits& limits = contract.limits;
  std::string fact = fmt::format("{} allows {} bytes of stack per function", contract.name,
                                 limits.stack_bytes_per_frame);
  if (limits.stack_bytes_per_chain != 0) {
    fact += fmt::format(" and {} per chain of calls", limits.stack_bytes_per_chain);
  }
  if (limits.stack_bytes_with_tail_calls != 0) {
    fact += fmt::format(" ({} with tail calls)", limits.stack_bytes_with_tail_calls);
  }
  return fact;
}

}  // namespace

std::string contract_fact(const ProgramReport& report, const Finding& finding) {
  if (report.contract == nullptr) return {};
  const ErrorCode code = finding.code;
  const Contract& contract = *report.contract;
  // Most errors turn on the program alone, so that a code without a fact here is in order: what is
  // not shown changes no verdict.
  if (code == ErrorCode::ContextOutOfBounds || code == ErrorCode::ContextFieldUnknown) {
    return context_fact(contract);
  }
  if (finding.region) return region_fact(contract, *finding.region);
  if (code == ErrorCode::ReturnOutOfRange) return return_fact(contract);
  if (code == ErrorCode::StackTooDeep) return stack_fact(contract);
  if (code == ErrorCode::CallTooDeep) {
    return fmt::format("{} allows {} frames", contract.name, contract.limits.call_depth);
  }
  if (code == ErrorCode::BudgetExceeded) {
    return "the budget is " + counted(report.budget, "instruction");
  }
  if (code == ErrorCode::HelperUnknown) {
    return fmt::format("{} supplies {} helpers", contract.name, contract.helpers.size());
  }
  if (code == ErrorCode::MapKindUnknown) return map_kinds_fact(contract);
  return {};
}

}  // namespace assay
