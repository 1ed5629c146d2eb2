// SPDX-License-Identifier: Apache-2.0
// Why a load or store of the context is not shown to be allowed, in words.
#pragma once

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/memory.hpp"

namespace assay {

/// Tells a miss of check_context_access through `pointer`.
[[nodiscard]] Finding context_finding(const Site& site, const Value& pointer,
                                      const Accessible& access, const Miss& miss);

}  // namespace assay
