// SPDX-License-Identifier: Apache-2.0
// Numbers that the loader sets (ir/program/load_time.hpp) as terms of a state: one word wherever
// the program meets them.
#pragma once

#include "verifier/transfer/parts.hpp"

namespace assay {

/// The word of the immediate of the transfer's instruction, where the loader sets it, which the
/// state lists from then on; nothing where the code says it.
[[nodiscard]] std::optional<Term> loaded_immediate(const Transfer& t);

/// `offset`, which is added to a pointer or taken from one, with every offset in a type's layout
/// that the loader would set replaced by the one that the object has; the basis is told of each.
[[nodiscard]] Term with_object_layout(const Transfer& t, const Term& offset);

/// Tells the basis whose layout the load or store at the transfer's slot takes from the object.
void note_layout(const Transfer& t);

/// `size` bytes of read-only data that the loader sets, read as an unsigned number. On platforms
/// where nobody writes them afterwards, two reads of one place see one number.
[[nodiscard]] Term loaded_data(const Transfer& t, std::uint32_t map, std::uint64_t offset,
                               Width size);

}  // namespace assay
