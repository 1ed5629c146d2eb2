// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hook.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "ir/contract/digest.hpp"
#include "ir/contract/record.hpp"

namespace assay::loader {

Outcome<HookSpec> hook_of(std::span<const std::uint8_t> contract, std::uint64_t default_answer) {
  // Name, digest and contract are of the same bytes, whoever else may write to those of the caller.
  Bytes own(contract.begin(), contract.end());
  const auto read = read_records(own);
  if (const auto* fault = std::get_if<RecordFault>(&read)) {
    return Refusal{RefusalCode::ContractMalformed,
                   fmt::format("at byte {}: {}", fault->offset, fault->what)};
  }
  const auto& known = std::get<Contract>(read);
  return HookSpec{known.name, std::move(own), to_hex(contract_digest(known)), default_answer};
}

}  // namespace assay::loader
