// SPDX-License-Identifier: Apache-2.0
// The digest of a contract: it changes with every fact that a proof may rest on, and with no other.
//
// The schema says which facts these are. What is left out is what people read (names of fields,
// helpers, regions and kinds of maps, how C declares an argument) and what only chooses the
// contract (its own name, sections, types): two contracts of one digest supply and demand the same.
#pragma once

#include "ir/contract/contract.hpp"
#include "ir/digest/sha256.hpp"

namespace assay {

/// SHA-256 of the contract's proof record (record.hpp).
[[nodiscard]] Sha256 contract_digest(const Contract& contract);

}  // namespace assay
