// SPDX-License-Identifier: Apache-2.0
// What one side of a merge knows, tied to a value that tells the sides apart.
//
// Where side A knows e <= 0 and side B only e <= u, and a number s is c on A and beyond c on B, the
// result keeps e + k * (s - c) <= 0: an edge of the convex hull of the two. A test that finds s ==
// c gives e <= 0 back. A tie is a bound like any other (docs/adr/0033-ties-at-merges.md).
#pragma once

#include "verifier/engine/paired_readings.hpp"

namespace assay {

/// Adds ties to `out`, whose symbols are those of the readings.
void tie_bounds(const PairedReadings& readings, Knowledge& out);

}  // namespace assay
