// SPDX-License-Identifier: Apache-2.0
// The contracts among which one is chosen, and what they have in common.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/choose.hpp"

namespace assay {

using Candidates = Catalogue::Entries;

/// Whether `section` is `name`, or `name` and more after a slash.
[[nodiscard]] bool has_section(std::string_view section, std::string_view name);

/// Length of the longest of the contract's sections that `section` is or begins with; 0 for none.
[[nodiscard]] std::size_t prefix_length(const ContractHead& contract, std::string_view section);

/// One contract of several that fit, or ContractAmbiguous, which says how to choose. `what` is what
/// they fit; there is at least one.
[[nodiscard]] Result<std::shared_ptr<const CatalogueEntry>> settle(const Candidates& fitting,
                                                                   const std::string& what);

/// What a program without --contract and without a row of --contract-map is judged under.
/// Errors: as choose_contract.
[[nodiscard]] Result<ChosenContract> choose_by_section(const Program& program,
                                                       const ContractChoice& choice);

}  // namespace assay
