// SPDX-License-Identifier: Apache-2.0
// Random changes of inputs that know of what the input is made.
#pragma once

#include <vector>

#include "evidence/fuzz/targets.hpp"
#include "ir/interpreter/random.hpp"

namespace assay::fuzz {

using Input = std::vector<std::uint8_t>;

/// The input changed in a few places, at most `most_bytes` long.
[[nodiscard]] Input mutated(Input input, Shape shape, std::size_t most_bytes, Random& random);

}  // namespace assay::fuzz
