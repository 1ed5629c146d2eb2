// SPDX-License-Identifier: Apache-2.0
// Which argument of a call a gap is about.
#pragma once

#include <cstdint>

#include "verifier/obligation/gap.hpp"

namespace assay {

/// From 1; 0: none, or it is no call of a helper.
[[nodiscard]] std::uint32_t argument_of(const Gap& gap);

}  // namespace assay
