// SPDX-License-Identifier: Apache-2.0
// Objects with one thing changed: where a loader and Assay could read differently.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace assay::loader {

using Bytes = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

/// The object with one to three changes: of a section's header, a symbol, a relocation, a record of
/// the type information, an instruction, or any byte. Takes any bytes.
[[nodiscard]] Bytes mutate(Bytes object, Random& random);

/// The object whose sections with names that begin so are nameless, which nobody looks for. Takes
/// any bytes.
[[nodiscard]] Bytes without_sections(Bytes object, std::string_view beginning);

}  // namespace assay::loader
