// SPDX-License-Identifier: Apache-2.0
// Whether runs come where the kernel walked, by Assay's confirmed claims.
#pragma once

#include <cstdint>
#include <span>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay::kernel {

/// True only if Assay accepts the program and its confirmed claims hold no state at one of the
/// slots of `path`, or none that goes from one of them to the next.
[[nodiscard]] bool leaves_claims(const Program& program, const Contract& contract,
                                 std::span<const std::uint32_t> path);

}  // namespace assay::kernel
