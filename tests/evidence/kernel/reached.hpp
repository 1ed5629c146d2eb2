// SPDX-License-Identifier: Apache-2.0
// Where an accepted program's claims say that a run may come.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay::kernel {

/// False only if Assay accepts the program and its confirmed claims hold no state at `slot`.
[[nodiscard]] bool may_be_reached(const Program& program, const Contract& contract,
                                  std::uint32_t slot);

}  // namespace assay::kernel
