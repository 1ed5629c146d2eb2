// SPDX-License-Identifier: Apache-2.0
// Why an access to memory is not shown to be allowed, in words.
#pragma once

#include "verifier/explain/stack_access.hpp"

namespace assay {

/// Tells a miss of check_access.
[[nodiscard]] Finding access_finding(const Site& site, const NamedAccess& named, const Miss& miss);

}  // namespace assay
