// SPDX-License-Identifier: Apache-2.0
// The head of the loop that some states go around.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/proof/walk.hpp"

namespace assay {

/// The head of the outermost loop that the states, one at least, go around: a slot.
[[nodiscard]] std::uint32_t outermost_head(const CutPoints& cuts, const Invariants& invariants,
                                           const std::vector<std::uint32_t>& states);

}  // namespace assay
