// SPDX-License-Identifier: Apache-2.0
#include "loader/host/hook.hpp"

#include <fmt/format.h>

#include <variant>

#include "ir/contract/digest.hpp"
#include "ir/contract/record.hpp"

namespace assay::loader {

Outcome<HookSpec> hook_of(std::span<const std::uint8_t> contract, std::uint64_t default_answer) {
  const auto read = read_records(contract);
  if (const auto* fault = std::get_if<RecordFault>(&read)) {
    return Refusal{RefusalCode::ContractMalformed,
                   fmt::format("at byte {}: {}", fault->offset, fault->what)};
  }
  const auto& known = std::get<Contract>(read);
  return HookSpec{known.name, Bytes(contract.begin(), contract.end()),
                  to_hex(contract_digest(known)), default_answer};
}

}  // namespace assay::loader
