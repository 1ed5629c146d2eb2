// SPDX-License-Identifier: Apache-2.0
// Helpers that a platform names and does not have: a program that calls one does not load, or calls
// no function.
#pragma once

#include <cstdint>
#include <string>

#include "ir/contract/contract.hpp"

namespace assay {

/// Why the contract does not offer helper `id` although its platform's headers declare it, as a
/// clause that follows the helper's name; empty where they do not.
[[nodiscard]] std::string why_absent(const Contract& contract, std::uint32_t id);

}  // namespace assay
