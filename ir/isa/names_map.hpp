// SPDX-License-Identifier: Apache-2.0
// Wide loads that name a map.
#pragma once

#include "ir/isa/instruction.hpp"

namespace assay {

/// Whether what the load gives is a map, or lies in the value of one. The low half of `value` is
/// its index in Program::maps.
[[nodiscard]] constexpr bool names_map(const LoadImm64& load) {
  return load.kind == WideKind::Map || load.kind == WideKind::MapValue;
}

}  // namespace assay
