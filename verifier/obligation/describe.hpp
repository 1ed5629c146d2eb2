// SPDX-License-Identifier: Apache-2.0
// Values in words: what a pointer points to, which range a number has, and where the range came
// from.
#pragma once

#include <string>

#include "verifier/obligation/site.hpp"

namespace assay {

/// "the packet", "the value of map 'counts'", "the stack", ...
[[nodiscard]] std::string region_name(const Site& site, const RegionRef& region);
/// "a number", "a pointer to ...", "unreadable (never written)".
[[nodiscard]] std::string describe_value(const Site& site, const Value& value);
/// "7" or "between 0 and 255", read signed where that is narrower.
[[nodiscard]] std::string describe_range(const Site& site, const Term& term);
/// Adds a note for each symbol of the term: where its value came from and which comparison bounded
/// it.
void explain_origin(const Site& site, const Term& term, Finding& finding);

}  // namespace assay
