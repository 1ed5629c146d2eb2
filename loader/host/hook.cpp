// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hook.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "ir/contract/digest.hpp"
#include "ir/contract/record.hpp"
#include "loader/admission/result_form.hpp"

namespace assay::loader {

namespace {

Outcome<HookSpec> made_of(Bytes contract, const Contract& known, std::uint64_t default_answer) {
  const ReturnRange& results = known.result;
  const std::optional<std::uint64_t> answer = set_result_in(results, default_answer);
  if (answer)
    return HookSpec{known.name, std::move(contract), to_hex(contract_digest(known)), *answer};
  return Refusal{
      RefusalCode::SettingsWrong,
      fmt::format("the default answer {} of {}, whose results are {} to {}",
                  static_cast<std::int64_t>(default_answer), known.name, results.min, results.max)};
}

Outcome<Contract> contract_in(const Bytes& records) {
  auto read = read_records(records);
  const auto* fault = std::get_if<RecordFault>(&read);
  if (fault == nullptr) return std::get<Contract>(std::move(read));
  return Refusal{RefusalCode::ContractMalformed,
                 fmt::format("at byte {}: {}", fault->offset, fault->what)};
}

}  // namespace

Outcome<HookSpec> hook_of(std::span<const std::uint8_t> contract, std::uint64_t default_answer) {
  // Name, digest and contract are of the same bytes, whoever else may write to those of the caller.
  Bytes own(contract.begin(), contract.end());
  const Outcome<Contract> known = contract_in(own);
  if (!known.ok()) return known.refusal();
  return made_of(std::move(own), known.value(), default_answer);
}

Outcome<HookSpec> hook_of(std::span<const std::uint8_t> contract,
                          const std::map<std::string, std::uint64_t>& default_answers) {
  Bytes own(contract.begin(), contract.end());
  const Outcome<Contract> known = contract_in(own);
  if (!known.ok()) return known.refusal();
  const auto answer = default_answers.find(known.value().name);
  return made_of(std::move(own), known.value(),
                 answer == default_answers.end() ? 0 : answer->second);
}

}  // namespace assay::loader
