// SPDX-License-Identifier: Apache-2.0
// The maps of a checked package, made in the kernel exactly as the package says; where it leaves
// the number of processors to say, that is said.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/checker/assay_checker.h"
#include "loader/kernel/handle.hpp"

namespace assay::loader {

/// The entries that the kernel is asked for: what the package says, but that a perf_event_array of
/// which it says none has one for each processor, as where libbpf makes it. KernelRefusedMap where
/// the processors cannot be counted.
[[nodiscard]] Outcome<std::uint32_t> entries_asked_for(const assay_checked_map& map);

/// One handle a map, in their order. Read-only data are filled, made read-only to programs, frozen,
/// and read back. KernelForbids; KernelRefusedMap; MapContentsDiffer.
[[nodiscard]] Outcome<std::vector<Handle>> make_maps(std::span<const assay_checked_map> maps);

}  // namespace assay::loader
