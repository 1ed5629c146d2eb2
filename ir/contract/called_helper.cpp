// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/called_helper.hpp"

namespace assay {

const Helper* called_helper(const Contract& contract, const Call& call) {
  if (call.kind != CallKind::Helper) return nullptr;
  return find_helper(contract, static_cast<std::uint32_t>(call.target));
}

const Helper* called_helper(const Contract& contract, const Instruction& instruction) {
  const auto* call = std::get_if<Call>(&instruction);
  return call == nullptr ? nullptr : called_helper(contract, *call);
}

}  // namespace assay
