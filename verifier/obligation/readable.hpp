// SPDX-License-Identifier: Apache-2.0
// What is read holds a number or a pointer.
#pragma once

#include "verifier/obligation/gap.hpp"

namespace assay {

/// StalePointer for a pointer that died, RegisterUninitialised for all else that cannot be read.
[[nodiscard]] Missing check_readable(const Value& value);

}  // namespace assay
