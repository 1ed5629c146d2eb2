// SPDX-License-Identifier: Apache-2.0
// Comparisons with known numbers, for the repair of one that is off by one.
#pragma once

#include <vector>

#include "rules/c/subset/survey.hpp"
#include "rules/front/module.hpp"

namespace assay {

/// Those of the survey's functions whose operator stands in a file as it is, in no particular
/// order.
[[nodiscard]] std::vector<Comparison> comparisons_of(const Survey& survey);

}  // namespace assay
