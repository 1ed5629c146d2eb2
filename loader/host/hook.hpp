// SPDX-License-Identifier: Apache-2.0
// A host's hook out of the canonical binary form of its contract, which `assay contract extract`
// writes from the host's annotated header.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "loader/admission/check.hpp"

namespace assay::loader {

/// The hook that the contract describes; it has the contract's full name, by which packages name
/// it. ContractMalformed, with the place; SettingsWrong where the default answer is no result that
/// the contract takes. It is kept in the form of result_form.hpp.
[[nodiscard]] Outcome<HookSpec> hook_of(std::span<const std::uint8_t> contract,
                                        std::uint64_t default_answer);
/// Likewise with the default answer of its name among those, or 0.
[[nodiscard]] Outcome<HookSpec> hook_of(
    std::span<const std::uint8_t> contract,
    const std::map<std::string, std::uint64_t>& default_answers);

}  // namespace assay::loader
