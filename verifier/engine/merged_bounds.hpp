// SPDX-License-Identifier: Apache-2.0
// Which bounds between the symbols of a merge stay.
#pragma once

#include "verifier/engine/join.hpp"
#include "verifier/engine/paired_readings.hpp"

namespace assay {

/// Adds to `out`, which has declared the symbols of the pairs, bounds that hold on both sides:
/// those of either side in the result's symbols, and small differences of two symbols.
void keep_bounds(const PairedTerms& pairs, const Sides& sides, const MergePlan& plan,
                 Knowledge& out);

}  // namespace assay
