// SPDX-License-Identifier: Apache-2.0
// The digest of a contract: it changes with every fact that a proof may rest on, and with no other.
//
// What is left out is what people read (names of fields, helpers, regions and kinds of maps, how C
// declares an argument) and what only chooses the contract (its own name, sections, types): two
// contracts of one digest supply and demand the same.
#pragma once

#include <string>

#include "ir/contract/contract.hpp"
#include "ir/digest/sha256.hpp"

namespace assay {

/// The facts in a fixed order, one a line, absent ones included. Two contracts have the same text
/// exactly when they agree in all of them.
[[nodiscard]] std::string canonical_facts(const Contract& contract);

/// SHA-256 of canonical_facts.
[[nodiscard]] Sha256 contract_digest(const Contract& contract);

}  // namespace assay
