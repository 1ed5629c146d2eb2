// SPDX-License-Identifier: Apache-2.0
// Smaller programs: without what cannot run, and without what a property does not need.
#pragma once

#include <functional>

#include "ir/program/program.hpp"

namespace assay::kernel {

/// The program without what its graph does not reach (instructions, and functions that nobody
/// calls), which the kernel refuses whatever else is in it. Unchanged where that cannot be had.
[[nodiscard]] Program reachable_part(Program program);

/// Takes out instructions and maps, and replaces tests by jumps, as long as `keeps` says yes of the
/// reachable part of what is left; for at most `seconds`. Requires keeps(program).
[[nodiscard]] Program reduce(Program program, const std::function<bool(const Program&)>& keeps,
                             double seconds);

}  // namespace assay::kernel
