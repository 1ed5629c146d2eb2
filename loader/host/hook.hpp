// SPDX-License-Identifier: Apache-2.0
// A host's hook out of the canonical binary form of its contract, which `assay contract extract`
// writes from the host's annotated header.
#pragma once

#include <cstdint>
#include <span>

#include "loader/admission/check.hpp"

namespace assay::loader {

/// The hook that the contract describes; it has the contract's full name, by which packages name
/// it. ContractMalformed, with the place.
[[nodiscard]] Outcome<HookSpec> hook_of(std::span<const std::uint8_t> contract,
                                        std::uint64_t default_answer);

}  // namespace assay::loader
