// SPDX-License-Identifier: Apache-2.0
// Fourteen shapes of programs that grow by repetition of what sensors are made of.
#pragma once

#include <span>
#include <string_view>

#include "ir/program/program.hpp"

namespace assay::bench {

/// Every program is one of linux/xdp that is accepted.
struct GrowthShape {
  std::string_view name;
  /// A program of about so many instructions, at least 100.
  Program (*make)(unsigned instructions);
};

[[nodiscard]] std::span<const GrowthShape> growth_shapes();

}  // namespace assay::bench
