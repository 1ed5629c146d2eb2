// SPDX-License-Identifier: Apache-2.0
// Why a map cannot be used as the program uses it, in words.
#pragma once

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/arguments.hpp"

namespace assay {

/// Tells a miss of check_argument of a map that the helper does not take.
[[nodiscard]] Finding map_argument_finding(const ArgumentSite& at, const Miss& miss);

/// Tells a map whose address the program may not have.
[[nodiscard]] Finding address_finding(const Site& site, const Addressable& address,
                                      const Miss& miss);

}  // namespace assay
