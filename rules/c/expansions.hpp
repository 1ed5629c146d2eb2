// SPDX-License-Identifier: Apache-2.0
// The macros that compiled code comes out of, by the place that debug information has for it.
//
// Debug information knows only where the outermost macro stands, and that place is all that an
// instruction keeps. So a place gets the macros that all of its code comes out of, no more.
#pragma once

#include <vector>

#include "rules/c/subset/survey.hpp"
#include "rules/front/module.hpp"

namespace assay {

/// One entry for each place of a macro in code of the survey's functions, in the order of the
/// source.
[[nodiscard]] std::vector<MacroExpansion> macro_expansions(const Survey& survey);

}  // namespace assay
