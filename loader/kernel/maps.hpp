// SPDX-License-Identifier: Apache-2.0
// The maps of a checked package, made in the kernel exactly as the package says.
#pragma once

#include <span>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/checker/assay_checker.h"
#include "loader/kernel/handle.hpp"

namespace assay::loader {

/// One handle a map, in their order. Read-only data are filled, made read-only to programs, frozen,
/// and read back. KernelForbids; KernelRefusedMap; MapContentsDiffer.
[[nodiscard]] Outcome<std::vector<Handle>> make_maps(std::span<const assay_checked_map> maps);

}  // namespace assay::loader
