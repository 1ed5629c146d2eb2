// SPDX-License-Identifier: Apache-2.0
// Which maps a program needs.
#pragma once

#include <cstdint>
#include <set>

#include "ir/program/program.hpp"

namespace assay {

/// The maps (index into Program::maps) that the code names, whether or not a run comes there, and
/// those that they hold: a loader makes all of them.
[[nodiscard]] std::set<std::uint32_t> used_maps(const Program& program);

}  // namespace assay
