// SPDX-License-Identifier: Apache-2.0
// The form of a map's record in a package. Whether the platform has such a map is the contract's.
#pragma once

#include "loader/checker/program_view.hpp"
#include "loader/checker/work.hpp"

namespace assay::checker {

/// Reads one map; `in` refuses what contradicts itself. A span is a unit of work.
void read_map(Reader& in, Work& work, MapView& out);
/// Whether the inner map of map `index` is none, or a map that has none itself.
[[nodiscard]] bool is_inner_map_known(const MapView* maps, uint32_t count, uint32_t index);

}  // namespace assay::checker
