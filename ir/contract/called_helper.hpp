// SPDX-License-Identifier: Apache-2.0
// Which helper of a contract an instruction calls.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/isa/instruction.hpp"

namespace assay {

/// The helper that the call calls; null where it calls none that the contract has. It lives in the
/// contract.
[[nodiscard]] const Helper* called_helper(const Contract& contract, const Call& call);
/// The same of any instruction; null where it is no call.
[[nodiscard]] const Helper* called_helper(const Contract& contract, const Instruction& instruction);

}  // namespace assay
