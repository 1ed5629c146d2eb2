// SPDX-License-Identifier: Apache-2.0
// One instruction.
#pragma once

#include "ir/interpreter/machine.hpp"

namespace assay {

/// Executes one instruction. Afterwards machine.progress says whether the run has ended.
[[nodiscard]] MaybeFault step(Machine& machine);

}  // namespace assay
