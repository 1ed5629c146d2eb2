// SPDX-License-Identifier: Apache-2.0
// What a check may cost: announced by the package, compared with the host's limits, then counted
// down. A false announcement costs no more than it announced.
#pragma once

#include "loader/checker/code.hpp"

namespace assay::checker {

/// A unit is an instruction stepped on one path, a fact compared on an edge, a recorded step, or an
/// element of a table read.
struct Work {
  uint64_t units_left = 0;
  uint64_t edges_left = 0;
  uint32_t most_depth = 0;  // of nesting; a depth of its own is compared with it, not counted
  uint32_t deepest = 0;     // seen

  /// False where not so many are left: refuse with UnitsExceeded (EdgesExceeded, DepthExceeded).
  [[nodiscard]] bool spend(uint64_t units) {
    const bool enough = units <= units_left;
    units_left = enough ? units_left - units : 0;
    return enough;
  }
  [[nodiscard]] bool spend_edge() {
    if (edges_left == 0) return false;
    --edges_left;
    return true;
  }
  [[nodiscard]] bool enter(uint32_t depth) {
    if (depth > deepest) deepest = depth;
    return depth <= most_depth;
  }
};

}  // namespace assay::checker
