// SPDX-License-Identifier: Apache-2.0
// Why an argument that is memory, or its size, does not fit the prototype, in words.
#pragma once

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/arguments.hpp"

namespace assay {

/// Tells a miss of check_argument that is about the size or the bytes of memory.
[[nodiscard]] Finding memory_argument_finding(const ArgumentSite& at, const Miss& miss);

}  // namespace assay
