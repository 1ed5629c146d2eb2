// SPDX-License-Identifier: Apache-2.0
// Instructions, one after the other.
#pragma once

#include "ir/interpreter/machine.hpp"

namespace assay {

/// Executes instructions until the run has ended, or no more than `depth` frames are left;
/// machine.progress says which. Faults: what an instruction may not do, InstructionLimit.
[[nodiscard]] MaybeFault execute(Machine& machine, std::size_t depth);
/// Executes one instruction, as above; requires that the run has not ended.
[[nodiscard]] MaybeFault execute_one(Machine& machine);

}  // namespace assay
