// SPDX-License-Identifier: Apache-2.0
// Objects with one thing changed: where a loader and Assay could read differently.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace assay::loader {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

/// The object with one to three changes: of a section's header, a symbol, a relocation, a record of
/// the type information, an instruction, or any byte. Takes any bytes.
[[nodiscard]] Bytes mutate(Bytes object, Random& random);

}  // namespace assay::loader
