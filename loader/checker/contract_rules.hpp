// SPDX-License-Identifier: Apache-2.0
// What a contract must not contradict itself in, because the rules for proofs rely on it. The
// checker's own reading of what ir/contract/validate asks, less what is for people; names of maps
// and models, which are not in the record, are not asked for.
#pragma once

#include "loader/checker/contract_view.hpp"

namespace assay::checker {

/// Of everything but the helpers.
[[nodiscard]] bool is_consistent(const ContractView& contract);
/// Whether the rules for proofs have room for what the contract says: calls that nest, and the
/// length of regions.
[[nodiscard]] bool can_be_honoured(const ContractView& contract);
/// Of one helper of the contract, whose kinds of maps were read.
[[nodiscard]] bool is_consistent(const ContractView& contract, const HelperView& helper);

}  // namespace assay::checker
