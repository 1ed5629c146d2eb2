// SPDX-License-Identifier: Apache-2.0
// Which registers a function may still read, by slot. Forgetting the others is always sound: a
// forgotten value cannot be read. Classic backward data flow (Kildall 1973).
#pragma once

#include <vector>

#include "ir/isa/uses.hpp"
#include "ir/program/flow_graph.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// live_registers(p)[slot]: registers live before the instruction at slot. Unreachable slots: none.
[[nodiscard]] std::vector<RegSet> live_registers(const Program& program);

}  // namespace assay
