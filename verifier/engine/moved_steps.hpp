// SPDX-License-Identifier: Apache-2.0
// Steps that a walk recorded, for the same walk with other symbols.
#pragma once

#include <cstdint>
#include <vector>

#include "verifier/domain/deduction.hpp"

namespace assay {

/// `steps` of a walk whose new symbols were numbered from `first` on, for one that numbers them
/// from `next` on. A step that cannot be said in these is left out.
[[nodiscard]] std::vector<DeductionStep> moved_steps(const std::vector<DeductionStep>& steps,
                                                     std::uint32_t first, std::uint32_t next);

}  // namespace assay
