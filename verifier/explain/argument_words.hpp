// SPDX-License-Identifier: Apache-2.0
// Why an argument of a helper call does not fit the prototype, in words.
#pragma once

#include <string>

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/arguments.hpp"

namespace assay {

/// Tells an argument that may not be read, or was released before.
[[nodiscard]] Finding unreadable_argument_finding(const ArgumentSite& at);

/// Tells a miss of check_argument.
[[nodiscard]] Finding argument_finding(const ArgumentSite& at, const Miss& miss);

/// "argument 2 of 'map_lookup_elem'", with the register where people write instructions.
[[nodiscard]] std::string name_of_argument(const ArgumentSite& at);
/// Adds where the argument's value comes from.
void explain_argument(const ArgumentSite& at, Finding& finding);

}  // namespace assay
