// SPDX-License-Identifier: Apache-2.0
// Helpers that a contract does not offer: those that the platform names and does not have (a
// program that calls one does not load, or calls no function), and those of other hooks.
#pragma once

#include <cstdint>
#include <string>

#include "ir/contract/contract.hpp"

namespace assay {

/// Why the contract does not offer helper `id` although its platform's headers declare it, as a
/// clause that follows the helper's name; empty where they do not.
[[nodiscard]] std::string why_absent(const Contract& contract, std::uint32_t id);

/// The name of the helper that some hook of the platform offers under that number, which is below
/// 2^16; empty where none does.
[[nodiscard]] std::string helper_name(Platform platform, std::uint32_t id);

}  // namespace assay
