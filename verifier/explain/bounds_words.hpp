// SPDX-License-Identifier: Apache-2.0
// Why an access to memory may leave its region, in words.
#pragma once

#include "verifier/explain/stack_access.hpp"

namespace assay {

/// Tells a miss of check_access that begins before its region or ends behind it
/// (Lack::BeginsBefore, EndsBehind).
[[nodiscard]] Finding bounds_finding(const Site& site, const NamedAccess& named, const Miss& miss);

}  // namespace assay
